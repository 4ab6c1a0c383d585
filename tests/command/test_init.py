"""`yot init` lays out a folder to work in, and writes over nothing."""

import pytest

from yotlib.reference import folders


@pytest.mark.parametrize("exists", [False, True])
def test_a_folder_has_the_notebooks_a_place_for_packs_and_says_what_is_next(yot, tmp_path, exists):
    folder = tmp_path / "board papers" / "2026"
    if exists:
        folder.mkdir(parents=True)

    status, out, err = yot("init", str(folder))

    assert (status, err) == (0, "")
    assert out == f"{folder} is laid out; {folder / 'README.md'} says what to do next.\n"
    notebooks = {path.name: path.read_bytes() for path in folders.notebooks().glob("*.ipynb")}
    assert {path.name: path.read_bytes() for path in (folder / "notebooks").iterdir()} == notebooks
    assert list((folder / "reports").iterdir()) == []
    readme = (folder / "README.md").read_text(encoding="utf-8")
    assert "yot report bradford" in readme
    assert f"Added figures are kept in {folders.added()}" in readme


def test_a_folder_that_holds_anything_is_refused_and_left_as_it_is(yot, tmp_path):
    (tmp_path / "ours.txt").write_text("ours")

    status, out, err = yot("init", str(tmp_path))

    assert (status, out) == (2, "")
    assert err == f"yot: {tmp_path} is not empty; name a new folder, or an empty one.\n"
    assert [path.name for path in tmp_path.iterdir()] == ["ours.txt"]


def test_a_file_is_refused(yot, tmp_path):
    (tmp_path / "file").write_text("")

    assert yot("init", str(tmp_path / "file"))[0] == 2
