"""All checks together: in one order, with file and row."""

import importlib
import inspect
import pkgutil

import pandas as pd

from tests.madeup.tidy import as_printed, figures, nation
from yotlib.figures import load as published
from yotlib.intake import checks

SUM = 2650


def test_faults_come_in_the_order_of_file_and_row_whatever_the_order_of_the_table():
    table = figures({"value": -1}, *nation(SUM), {"measure": "custody_rate", "value": 9, "period": "2030"})

    found = checks.find_faults(table)

    assert [(fault.severity, fault.row) for fault in found] == [("wrong", 2), ("look", 3), ("wrong", 3), ("wrong", 13)]
    assert checks.find_faults(table.sample(frac=1, random_state=3)) == found


def test_the_file_of_a_source_is_named_where_it_is_known():
    table = figures(*nation(SUM)).drop(columns="file")

    found = checks.find_faults(table, files={"simulated-a": "long_table.parquet"})

    assert {fault.severity for fault in found} == {"look", "wrong"}
    assert all(str(fault).startswith("long_table.parquet row 2: First-time entrants, England, 2018") for fault in found)


def test_a_row_that_is_not_known_is_left_out():
    table = figures(*nation(SUM)).drop(columns=["file", "row"])

    _, fault = as_printed(checks.find_faults(table))
    assert fault.startswith("wrong figures.csv: First-time entrants, England, 2018: 2650 per")


def test_every_check_is_run():
    modules = [
        importlib.import_module(f"{checks.__name__}.{found.name}") for found in pkgutil.iter_modules(checks.__path__)
    ]
    written = {
        name: function
        for module in modules
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if name.startswith("check_") and function.__module__ == module.__name__
    }

    assert set(written.values()) == set(checks.CHECKS)


def test_no_figures_have_no_faults():
    assert checks.find_faults(figures()) == []


def test_no_two_figures_of_a_release_have_the_same_words():
    table = published.load()

    words = table.apply(checks.describe_figure, axis=1)

    assert not pd.DataFrame({"words": words, "source": table["source"]}).duplicated().any()


def test_nothing_that_the_suite_carries_is_wrong():
    assert [fault for fault in checks.find_faults(published.load()) if fault.severity == "wrong"] == []
