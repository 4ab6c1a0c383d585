"""Offer teams, measures, regions, sources and formats where a shell completes a command."""

from collections.abc import Callable, Iterable

from click import Context, Parameter
from click.shell_completion import CompletionItem

Complete = Callable[[Context, Parameter, str], list[CompletionItem]]


def teams(context: Context, parameter: Parameter, begun: str) -> list[CompletionItem]:
    """Return the teams whose slug begins so, each with its name."""
    from yotlib.reference import areas

    return _beginning(begun, ((str(area), area.name) for area in areas.teams()))


def pages(context: Context, parameter: Parameter, begun: str) -> list[CompletionItem]:
    """Return the teams, and the page of all of them."""
    return _beginning(begun, [("national", "all teams at once")]) + teams(context, parameter, begun)


def regions(context: Context, parameter: Parameter, begun: str) -> list[CompletionItem]:
    """Return the regions and nations."""
    from yotlib.reference import areas

    kinds = (areas.REGION, areas.NATION)
    return _beginning(begun, ((str(one), one.name) for one in areas.all_areas().values() if one.kind in kinds))


def measures(context: Context, parameter: Parameter, begun: str) -> list[CompletionItem]:
    """Return the measures, each with its printed name."""
    from yotlib.reference.measures import MEASURES

    return _beginning(begun, ((key, measure.name) for key, measure in MEASURES.items()))


def sources(context: Context, parameter: Parameter, begun: str) -> list[CompletionItem]:
    """Return all sources in hand, each with its title."""
    from yotlib.figures.load import read_sources

    listed = read_sources()
    return _beginning(begun, zip(listed["source"], listed["title"], strict=True))


def added_sources(context: Context, parameter: Parameter, begun: str) -> list[CompletionItem]:
    """Return the sources that were added."""
    from yotlib.figures.added import read_added

    return _beginning(begun, ((source, "added") for source in read_added(only=["sources.csv"])))


def formats(context: Context, parameter: Parameter, begun: str) -> list[CompletionItem]:
    """Return the formats of a pack."""
    from yotlib.packs.order import FORMATS

    return _beginning(begun, ((name, "") for name in FORMATS))


def several(complete: Complete) -> Complete:
    """Return what completes the last of several names with commas between: bradford,lee."""

    def complete_last(context: Context, parameter: Parameter, begun: str) -> list[CompletionItem]:
        before, comma, last = begun.rpartition(",")
        items = complete(context, parameter, last)
        return [CompletionItem(f"{before}{comma}{item.value}", help=item.help) for item in items]

    return complete_last


def _beginning(begun: str, named: Iterable[tuple[str, str]]) -> list[CompletionItem]:
    return [CompletionItem(name, help=words) for name, words in named if name.startswith(begun.casefold())]
