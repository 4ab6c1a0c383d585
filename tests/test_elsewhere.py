"""What runs the project elsewhere (public checks, Binder, Codespaces) runs what the README says, without a secret."""

import json
import re
import subprocess
import sys
from itertools import chain
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CHECKS = (ROOT / ".github" / "workflows" / "checks.yml").read_text(encoding="utf-8")
JOBS = yaml.safe_load(CHECKS)["jobs"]
KNOWN_OF_A_JOB = {"strategy", "runs-on", "timeout-minutes", "env", "steps"}


def commands():
    """Return the commands that stand in the README, each without the comment after it."""
    blocks = re.findall(r"^```\w*\n(.+?)^```$", README, re.MULTILINE | re.DOTALL)
    return {re.sub(r" +#.*", "", line) for block in blocks for line in block.splitlines()}


def steps():
    return list(chain.from_iterable(job["steps"] for job in JOBS.values()))


def pythons():
    """Return the versions of Python that the checks run on."""
    listed = [job["strategy"]["matrix"].get("python", []) for job in JOBS.values()]
    given = [step["with"]["python-version"] for step in steps() if "python-version" in step.get("with", {})]
    return {*chain.from_iterable(listed), *(version for version in given if "${{" not in version)}


def test_each_command_of_the_checks_stands_in_the_readme():
    assert [step["run"] for step in steps() if "run" in step and step["run"] not in commands()] == []


def test_each_step_runs_one_command_or_uses_an_action_of_a_stated_version():
    for step in steps():
        assert step.keys() in ({"run"}, {"uses"}, {"uses", "with"})
        assert re.fullmatch(r"actions/[a-z-]+@v\d+", step.get("uses", "actions/checkout@v4"))


def test_the_checks_run_on_the_three_systems_and_on_no_python_that_is_not_declared():
    systems = [job["strategy"]["matrix"].get("os", [job["runs-on"]]) for job in JOBS.values()]
    classifiers = (ROOT / "pyproject.toml").read_text(encoding="utf-8")

    assert set(chain.from_iterable(systems)) == {"ubuntu-latest", "macos-latest", "windows-latest"}
    assert [version for version in pythons() if f"Python :: {version}" not in classifiers] == []


def test_what_a_job_refers_to_is_in_its_matrix():
    for name, job in JOBS.items():
        assert job.keys() <= KNOWN_OF_A_JOB, name
        referred = set(re.findall(r"\$\{\{ (.+?) \}\}", json.dumps(job)))
        assert referred == {f"matrix.{key}" for key in job["strategy"]["matrix"]}, name


def schema_of(text, folder):
    """Return the exit status and words of check-jsonschema, which carries the schema of such files."""
    (folder / "checks.yml").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows"]
    done = subprocess.run([*command, str(folder / "checks.yml")], check=False, capture_output=True, text=True)
    return done.returncode, done.stdout


def test_the_checks_keep_to_the_schema_of_such_files(tmp_path):
    assert schema_of(CHECKS, tmp_path)[0] == 0


@pytest.mark.parametrize(
    ("was", "becomes"), [("runs-on:", "runs_on:"), ("timeout-minutes: ", "timeout-minutes: about ")]
)
def test_a_slip_in_the_checks_is_found(tmp_path, was, becomes):
    assert was in CHECKS
    status, said = schema_of(CHECKS.replace(was, becomes), tmp_path)

    assert status == 1
    assert "jobs" in said


@pytest.mark.parametrize("file", [".github/workflows/checks.yml", ".devcontainer/devcontainer.json"])
def test_no_secret_is_needed_and_no_more_than_reading_is_allowed(file):
    text = (ROOT / file).read_text(encoding="utf-8")

    assert re.findall(r"secrets|token|password|write", text) == []
    assert yaml.safe_load(CHECKS)["permissions"] == {"contents": "read"}


def test_a_codespace_is_set_up_by_a_target_of_the_makefile_from_an_image_that_names_no_host():
    container = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8"))
    program, target = container["postCreateCommand"].split()

    assert program == "make"
    assert f"\n{target}:" in (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.fullmatch(r"python:3\.\d+", container["image"])


def test_binder_installs_the_project_with_jupyterlab_on_a_python_that_is_declared():
    (line,) = (ROOT / ".binder" / "requirements.txt").read_text(encoding="utf-8").splitlines()
    python = (ROOT / ".binder" / "runtime.txt").read_text(encoding="utf-8").strip().removeprefix("python-")

    assert line.startswith("--editable .")
    assert Requirement(line.replace("--editable .", "yotlib")).extras == {"lab"}
    assert f"Python :: {python}" in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
