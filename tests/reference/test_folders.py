"""Where the suite finds its own notebooks and figures."""

from yotlib.reference import folders


def test_in_a_clone_the_notebooks_and_figures_stand_beside_the_package(tmp_path, monkeypatch):
    monkeypatch.setattr(folders, "_PACKAGE", tmp_path / "yotlib")

    assert folders.data() == tmp_path / "data"
    assert folders.notebooks() == tmp_path / "notebooks"


def test_in_a_wheel_they_are_inside_the_package(tmp_path, monkeypatch):
    for name in ("data", "notebooks"):
        (tmp_path / "yotlib" / "_suite" / name).mkdir(parents=True)
    monkeypatch.setattr(folders, "_PACKAGE", tmp_path / "yotlib")

    assert folders.data() == tmp_path / "yotlib" / "_suite" / "data"
    assert folders.notebooks() == tmp_path / "yotlib" / "_suite" / "notebooks"
