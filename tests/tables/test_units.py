import pandas as pd

from yotlib.tables.units import with_printed, with_units

PERCENTAGE = {"area": "leeds", "measure": "reoffending_rate", "source": "simulated", "note": "", "count": 20.0}


def test_each_value_has_its_printed_digits_and_its_unit_beside_it():
    table = pd.DataFrame([PERCENTAGE | {"value": 37.716}, PERCENTAGE | {"value": float("nan")}])

    both = with_units(table)

    assert list(both.columns) == ["area", "measure", "source", "note", "count", "value", "printed", "unit"]
    assert both["value"].iloc[0] == 37.716
    assert both["printed"].tolist() == ["37.7%", ""]
    assert set(both["unit"]) == {"of children in the cohort"}


def test_other_columns_have_what_pages_print_of_them_beside_each():
    table = pd.DataFrame({"group": ["white", "asian"], "share": [77.386, float("nan")], "count": [681.0, 3.0]})

    both = with_printed(table, {"share": "{:.1f}%".format, "rri": "{:.3f}".format})

    assert list(both.columns) == ["group", "share", "share_printed", "count"]
    assert both["share_printed"].tolist() == ["77.4%", ""]


def test_a_table_of_no_measure_is_as_it_was():
    table = pd.DataFrame({"group": ["white"], "value": [1.0]})

    assert with_units(table) is table
