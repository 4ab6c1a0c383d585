"""What each measure is: its name, unit, direction, interval and definition.

Longer than other modules because the list of measures is data, best read in one place.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, cast

from yotlib.reference import folders, own_measures
from yotlib.reference.errors import AskedWrongly, did_you_mean, nearest
from yotlib.reference.names import fold_name
from yotlib.reference.own_measures import Definition

__all__ = ["MEASURES", "Measure", "get", "key_of", "own"]
Kind = Literal["rate", "proportion", "average", "count", "share"]

_MOJ_REOFFENDING = "MoJ, Guide to proven reoffending statistics"
_MOJ_YOUTH = "MoJ and YJB, Guide to youth justice statistics"

# The source changed with the cohort of October to December 2015 (release of October 2017, from which cohorts are of
# three months); the year to March 2016 straddles it.
_COHORTS_OF_THREE_MONTHS = ("2015-10-01",)


@dataclass(frozen=True)
class Measure:
    """One measure, and everything the suite needs to compute, print and judge it.

    `kind` decides the interval: a rate is a Poisson count over a population and a proportion is a binomial share. An
    average has no interval of its own, since reoffences cluster in children; a count and a share have none. `per`
    scales count over population to the printed value, and `decimals` is how many are printed. `lower_is_better` is None
    where the measure has no better or worse. `smallest` and `largest` are the limits beyond which a value cannot be
    right. `breaks` lists the days (2015-10-01) from which the figures come from another source; no trend is tested
    across a break. `spread` is the country's own: the lowest figure above zero and the highest that data/ has of any
    area, all ethnic groups together; a figure far beyond it is asked about. It is None where too few areas have a
    figure. `lait` names the row of the DfE's tool that a user's own measure is read from, of children of the age
    `lait_age`, where a year alone means `lait_years`.
    """

    key: str
    name: str
    subject: str
    kind: Kind
    per: int
    unit: str
    decimals: int
    lower_is_better: bool | None
    largest: float
    definition: str
    source: str
    smallest: float = 0
    plural: bool = True
    breaks: tuple[str, ...] = ()
    spread: tuple[float, float] | None = None
    lait: str = ""
    lait_age: str = "10-17"
    lait_years: str = ""

    @property
    def of_children(self) -> bool:
        """Return whether the value counts children, so that a gap can be expressed in children."""
        return self.kind in ("rate", "proportion") and self.key != "custody_rate"

    @property
    def per_resident(self) -> bool:
        """Return whether the denominator is the children aged 10-17 who live in the area."""
        return self.kind == "rate" and self.unit.endswith("children aged 10-17")

    @property
    def is_own(self) -> bool:
        """Return whether the measure was defined by a user, in a file of measures (see `own_measures`)."""
        return self.key not in _SUITE

    @property
    def of_cohort(self) -> bool:
        """Return whether the denominator is a reoffending cohort, or part of one."""
        return self.key.startswith("reoff")

    def printed(self, value: float) -> str:
        """Return the value as printed: rounded, with a sign for per cent, or "–" where there is none.

        >>> get("reoffending_rate").printed(42.1)
        '42.1%'
        """
        percent = "%" if self.kind in ("proportion", "share") else ""
        return "–" if value != value else f"{value:,.{self.decimals}f}{percent}"

    def spoken(self, value: float) -> str:
        """Return the value with its unit, as in a sentence: 330 per 100,000 children, 42.1%, 2.36."""
        unit = f" {self.unit.removesuffix(' aged 10-17')}" if self.unit.startswith("per ") else ""
        return f"{self.printed(value)}{unit}"


_ALL = (
    Measure(
        key="first_time_entrants",
        name="First-time entrants to the youth justice system",
        subject="First-time entrants",
        kind="rate",
        per=100_000,
        unit="per 100,000 children aged 10-17",
        decimals=0,
        lower_is_better=True,
        largest=10_000,
        spread=(39, 782),
        definition=(
            "Children whose first caution or conviction an English or Welsh police force recorded in the period, "
            "counted once each, by home authority. Penalty notices and community resolutions do not count."
        ),
        source=_MOJ_YOUTH,
    ),
    Measure(
        key="reoffending_rate",
        name="Proven reoffending (binary rate)",
        subject="Proven reoffending (binary rate)",
        kind="proportion",
        per=100,
        unit="of children in the cohort",
        decimals=1,
        lower_is_better=True,
        largest=100,
        spread=(3.57, 75),
        definition=(
            "Children cautioned, given a non-custodial sentence or released from custody in the period who were "
            "cautioned or convicted for an offence committed within a year, the caution or conviction following "
            "within that year or the six months after."
        ),
        source=_MOJ_REOFFENDING,
        plural=False,
        breaks=_COHORTS_OF_THREE_MONTHS,
    ),
    Measure(
        key="reoffences_per_child",
        name="Reoffences per child in the cohort (frequency rate)",
        subject="Reoffences per child in the cohort (frequency rate)",
        kind="average",
        per=1,
        unit="reoffences per child in the cohort",
        decimals=2,
        lower_is_better=True,
        largest=50,
        definition="Proven reoffences divided by all children in the cohort, those who did not reoffend included.",
        source=_MOJ_REOFFENDING,
        breaks=_COHORTS_OF_THREE_MONTHS,
    ),
    Measure(
        key="reoffences_per_reoffender",
        name="Reoffences per child who reoffends",
        subject="Reoffences per child who reoffends",
        kind="average",
        per=1,
        unit="reoffences per child who reoffends",
        decimals=2,
        lower_is_better=True,
        smallest=1,
        largest=100,
        definition="Proven reoffences divided by the children who reoffended: the frequency rate over the binary rate.",
        source=_MOJ_REOFFENDING,
        breaks=_COHORTS_OF_THREE_MONTHS,
    ),
    Measure(
        key="offences_per_1000",
        name="Proven offences per 1,000 children",
        subject="Proven offences",
        kind="average",
        per=1_000,
        unit="per 1,000 children aged 10-17",
        decimals=1,
        lower_is_better=True,
        largest=1_000,
        spread=(1.93, 22.5),
        definition=(
            "Offences that led to a caution or sentence, divided by children aged 10-17. One child may account for "
            "several."
        ),
        source=_MOJ_YOUTH,
    ),
    Measure(
        key="cautioned_or_sentenced",
        name="Children cautioned or sentenced",
        subject="Children cautioned or sentenced",
        kind="count",
        per=1,
        unit="children",
        decimals=0,
        lower_is_better=None,
        largest=1_000_000,
        definition="Children cautioned or sentenced in the period, once each in the local tables of each service.",
        source=_MOJ_YOUTH,
    ),
    Measure(
        key="cautioned_or_sentenced_rate",
        name="Children cautioned or sentenced, rate",
        subject="Children cautioned or sentenced",
        kind="rate",
        per=10_000,
        unit="per 10,000 children aged 10-17",
        decimals=1,
        lower_is_better=True,
        largest=10_000,
        spread=(8, 150),
        definition="Children cautioned or sentenced divided by children aged 10-17. Some releases print it per 1,000.",
        source=_MOJ_YOUTH,
    ),
    Measure(
        key="custody_rate",
        name="Use of custody",
        subject="Custodial sentences",
        kind="rate",
        per=1_000,
        unit="per 1,000 children aged 10-17",
        decimals=2,
        lower_is_better=True,
        largest=1_000,
        definition=(
            "Custodial sentences divided by children aged 10-17. Common knowledge in the field; not read in a source."
        ),
        source="to be checked",
    ),
    Measure(
        key="population_10_17",
        name="Children aged 10-17",
        subject="Children aged 10-17",
        kind="count",
        per=1,
        unit="children",
        decimals=0,
        lower_is_better=None,
        largest=10_000_000,
        definition="Children aged 10 to 17 who live in the area.",
        source="ONS mid-year estimates and census",
    ),
    Measure(
        key="population_share_10_17",
        name="Share of children aged 10-17",
        subject="The share of children aged 10-17",
        kind="share",
        per=100,
        unit="of children aged 10-17",
        decimals=0,
        lower_is_better=None,
        largest=100,
        definition="A group's share of the children aged 10 to 17 who live in the area.",
        source="ONS census, as printed by the publisher named",
        plural=False,
    ),
)
_SUITE = {measure.key: measure for measure in _ALL}
_TRIED: ContextVar[tuple[Definition, ...]] = ContextVar("measures that are being added", default=())


class _Measures(Mapping[str, Measure]):
    """The suite's measures by key, then a user's own, as they stand in the folder of added figures."""

    def __getitem__(self, key: str) -> Measure:
        return _SUITE[key] if key in _SUITE else own()[key]

    def __iter__(self) -> Iterator[str]:
        return iter([*_SUITE, *own()])

    def __len__(self) -> int:
        return len(_SUITE) + len(own())


MEASURES: Mapping[str, Measure] = _Measures()


def own() -> dict[str, Measure]:
    """Return the measures that a user has defined, by key; those being added are among them.

    >>> import yotlib as yot
    >>> yot.measures.own()  # none here; see docs/measures.md
    {}
    """
    return {definition.key: _measure(definition) for definition in own_definitions()}


def own_definitions() -> tuple[Definition, ...]:
    """Return how the user's own measures are defined, in the order of their keys."""
    path = folders.added() / own_measures.FILE
    kept = _parse(path.read_bytes()) if path.is_file() else ()
    by_key = {definition.key: definition for definition in (*kept, *_TRIED.get())}
    return tuple(by_key[key] for key in sorted(by_key))


@contextmanager
def trying(definitions: Iterable[Definition]) -> Iterator[None]:
    """Know these definitions too inside the block, so that figures can be checked before anything is kept."""
    token = _TRIED.set(tuple(definitions))
    try:
        yield
    finally:
        _TRIED.reset(token)


def read_definitions(content: bytes, name: str) -> list[Definition]:
    """Read the measures that a TOML file defines (see `own_measures.parse`); the suite's own keys are refused."""
    return own_measures.parse(content, name, taken=_SUITE)


@lru_cache(maxsize=8)
def _parse(content: bytes) -> tuple[Definition, ...]:
    return tuple(read_definitions(content, own_measures.FILE))


@lru_cache(maxsize=256)
def _measure(definition: Definition) -> Measure:
    return Measure(
        key=definition.key,
        name=definition.name,
        subject=definition.name,
        kind=cast(Kind, definition.kind),
        per=definition.per,
        unit=definition.unit,
        decimals=definition.decimals,
        lower_is_better=definition.lower_is_better,
        largest=definition.highest,
        definition=definition.definition,
        source=definition.source,
        lait=definition.lait,
        lait_age=definition.age,
        lait_years=definition.years,
    )


def get(key: str) -> Measure:
    """Return the measure called `key`: its key or printed name in any case.

    An unknown one is refused with the keys it may be a slip for.

    >>> import yotlib as yot
    >>> yot.measures.get("First-time entrants to the youth justice system").key
    'first_time_entrants'
    """
    if found := key_of(str(key)):
        return MEASURES[found]
    names = _keys_by_name()
    suggestion = did_you_mean(names[name] for name in nearest(fold_name(str(key)), names))
    raise AskedWrongly(f"No measure called {key!r}.{suggestion or ' There are ' + ', '.join(MEASURES) + '.'}")


def key_of(text: str) -> str:
    """Return the key of the measure that `text` names, by key or printed name, in any case; blank for none.

    >>> import yotlib as yot
    >>> [yot.measures.key_of(text) for text in ("First-time entrants", "reoffending-rate", "sunshine")]
    ['first_time_entrants', 'reoffending_rate', '']
    """
    return text if text in MEASURES else _keys_by_name().get(fold_name(text), "")


def _keys_by_name() -> dict[str, str]:
    """Return the measures' keys by subject of a sentence, printed name and key, all folded; the later go before."""
    return _fold_names(tuple(MEASURES.values()))


@lru_cache(maxsize=8)
def _fold_names(known: tuple[Measure, ...]) -> dict[str, str]:
    kinds = ("subject", "name", "key")
    return {fold_name(getattr(measure, kind)): measure.key for kind in kinds for measure in reversed(known)}
