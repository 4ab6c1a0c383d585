"""First-time entrants of 2018: the limits published for 34 teams, recomputed from their counts.

OHID, Fingertips indicator 10401, first time entrants to the youth justice system, 2018, released 24 February 2020.
"""

import pytest

from yotlib.analysis import intervals
from yotlib.figures import load
from yotlib.reference import areas

PUBLISHED = [  # area, count, children aged 10-17, rate per 100,000, lower and upper 95% limit
    ("Brighton and Hove", 25, 22_037, 113.4456, 73.396, 167.4749),
    ("Bristol", 145, 36_019, 402.5653, 339.705, 473.6828),
    ("Cambridgeshire", 100, 56_889, 175.7809, 143.019, 213.7987),
    ("Coventry", 75, 30_632, 244.842, 192.5765, 306.9156),
    ("Devon", 165, 64_369, 256.3346, 218.7117, 298.5703),
    ("East Sussex", 61, 47_479, 128.4779, 98.27, 165.038),
    ("Essex", 186, 131_977, 140.9336, 121.4058, 162.7081),
    ("Gloucestershire", 40, 55_337, 72.2844, 51.6351, 98.4334),
    ("Hampshire", 214, 123_973, 172.6182, 150.263, 197.3613),
    ("Kent", 210, 146_034, 143.8021, 125.0085, 164.6233),
    ("Lancashire", 205, 107_398, 190.8788, 165.641, 218.8742),
    ("Leeds", 149, 65_831, 226.3371, 191.4521, 265.7384),
    ("Liverpool", 121, 37_113, 326.0313, 270.5276, 389.5687),
    ("Medway", 66, 26_769, 246.5538, 190.6757, 313.6818),
    ("Newcastle upon Tyne", 130, 23_452, 554.3237, 463.1291, 658.2189),
    ("Norfolk", 186, 72_666, 255.9657, 220.4989, 295.5127),
    ("North Yorkshire", 109, 53_852, 202.4066, 166.1935, 244.1647),
    ("Northamptonshire", 150, 70_328, 213.2863, 180.518, 250.2818),
    ("Nottingham", 142, 26_873, 528.4114, 445.0708, 622.8225),
    ("Nottinghamshire", 211, 70_801, 298.0184, 259.1592, 341.0593),
    ("Oxfordshire", 126, 61_364, 205.3321, 171.0445, 244.4758),
    ("Plymouth", 65, 21_300, 305.1643, 235.5079, 388.9631),
    ("Portsmouth", 75, 17_876, 419.5569, 329.9956, 525.9253),
    ("Reading", 30, 13_770, 217.8649, 146.964, 311.0267),
    ("Salford", 69, 21_552, 320.1559, 249.0895, 405.1837),
    ("Sheffield", 135, 49_498, 272.7383, 228.6701, 322.8209),
    ("Somerset", 109, 48_972, 222.5762, 182.7545, 268.4954),
    ("Southampton", 68, 19_031, 357.3118, 277.4541, 452.9846),
    ("Southend-on-Sea", 37, 16_182, 228.6491, 160.9688, 315.1718),
    ("Staffordshire", 165, 75_271, 219.2079, 187.0342, 255.3264),
    ("Suffolk", 118, 66_492, 177.465, 146.8899, 212.5257),
    ("Warwickshire", 69, 49_678, 138.8945, 108.0635, 175.7824),
    ("West Sussex", 74, 74_210, 99.717, 78.2963, 125.1873),
    ("York", 42, 15_648, 268.4049, 193.4223, 362.8147),
]
COUNTED = ["count", "population", "value"]


def test_there_are_34_teams():
    assert len({areas.find(name, kind="yot") for name, *_ in PUBLISHED}) == 34


@pytest.mark.parametrize(("name", "count", "population", "value", "lower", "upper"), PUBLISHED)
def test_a_teams_published_rate_and_limits_follow_from_its_count_to_four_decimals(
    name, count, population, value, lower, upper
):
    found = intervals.rate(count, population).iloc[0]

    assert found[["value", "lower", "upper"]].astype(float).round(4).tolist() == [value, lower, upper]


def test_the_figures_hold_what_was_published():
    held = load.load().query("source == 'ohid-fingertips-10401-2018'").set_index("area")

    assert {areas.find(name): numbers for name, *numbers in (row[:4] for row in PUBLISHED)} == {
        area: row[COUNTED].tolist() for area, row in held.drop(index="england").iterrows()
    }
    assert held.loc["england", ["count", "value"]].tolist() == [11_887, 238.4731]
