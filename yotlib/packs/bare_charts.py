"""Find charts without alternative text in the code of a notebook, before any of it is run.

Only what the code itself says is found: which calls draw with matplotlib, seaborn or pandas, and whether the same cell
gives the picture its words. A chart that a function draws is found once it has been run (see `page.page`).
"""

import ast
from collections.abc import Iterator, Mapping, Sequence

PYPLOT, SEABORN, OBJECTS = "matplotlib.pyplot", "seaborn", "seaborn.objects"
HELPER = "with_alt"
_SHOW, _CLOSE, _PLOT = f"{PYPLOT}.show", f"{PYPLOT}.close", f"{OBJECTS}.Plot"
# What pyplot can be asked for without opening a figure; nor do its classes, which begin with a capital.
_OPENS_NONE = {
    "close", "colormaps", "fignum_exists", "get", "get_backend", "get_cmap", "get_fignums", "getp", "ioff", "ion",
    "isinteractive", "rc", "rc_context", "rcdefaults", "setp", "switch_backend",
}  # fmt: skip
_SEABORN_ALSO = {"heatmap", "clustermap", "FacetGrid", "JointGrid", "PairGrid"}
_PANDAS = {"plot", "hist", "boxplot"}
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


def bare_charts(cells: Sequence[ast.Module]) -> Iterator[tuple[int, str]]:
    """Yield each call that shows a chart without alternative text, with the number of its cell, counted from 0.

    One a cell is enough to know where to look. A matplotlib figure is shown at the end of the cell that opens it,
    whether or not its name is written there.
    """
    names = {name: source for cell in cells for name, source in _imported(cell)}
    charts = {name for cell in cells for name in _names_of_charts(cell, names)}
    for number, cell in enumerate(cells):
        calls = [*_calls(cell)]
        shows = [node for node in ast.walk(cell) if isinstance(node, ast.Call) and _origin(node, names) == _SHOW]
        bare = [] if any(_describes(call, names) for call in calls) else _drawing(cell, calls, names, charts)
        for call in (shows or bare)[:1]:
            yield number, f"{ast.unparse(call.func)}(...)"


def _imported(cell: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield each name that a cell imports, with the full name of what it stands for."""
    for node in ast.walk(cell):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield (alias.asname, alias.name) if alias.asname else (alias.name.split(".")[0],) * 2
        elif isinstance(node, ast.ImportFrom):
            yield from ((alias.asname or alias.name, f"{node.module}.{alias.name}") for alias in node.names)


def _names_of_charts(cell: ast.Module, names: Mapping[str, str]) -> Iterator[str]:
    """Yield each name that is given a chart, whose methods draw on it and open no other."""
    for node in ast.walk(cell):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            origin = _origin(node.value, names)
            if origin.startswith((f"{PYPLOT}.", f"{SEABORN}.")) or ".charts." in origin or origin.endswith("subplot"):
                parts = (part for target in node.targets for part in ast.walk(target))
                yield from (part.id for part in parts if isinstance(part, ast.Name))


def _calls(cell: ast.AST) -> Iterator[ast.Call]:
    """Yield every call of a cell in order, but for those inside functions and classes that it defines."""
    for node in ast.iter_child_nodes(cell):
        if not isinstance(node, _DEFINITIONS):
            if isinstance(node, ast.Call):
                yield node
            yield from _calls(node)


def _describes(call: ast.Call, names: Mapping[str, str]) -> bool:
    """Return whether a call gives a chart its words, or sees to it that the chart is not shown."""
    *_, method = _steps(call.func)
    given = {keyword.arg for keyword in call.keywords}
    return method == HELPER or (method == "display" and "metadata" in given) or _origin(call, names) == _CLOSE


def _drawing(cell: ast.Module, calls: Sequence[ast.Call], names: Mapping[str, str], charts: set[str]) -> list[ast.Call]:
    """Return the calls of a cell that show a chart; one given an `ax=` draws on a chart that is there already."""
    last = [*_calls(cell.body[-1])] if cell.body and isinstance(cell.body[-1], ast.Expr) else []
    shown_if_last = [call for call in last if _is_plot_object(call, names)]
    opening = [call for call in calls if _opens_figure(call, names) or _is_of_pandas(call, names, charts)]
    return [call for call in opening + shown_if_last if "ax" not in {keyword.arg for keyword in call.keywords}]


def _opens_figure(call: ast.Call, names: Mapping[str, str]) -> bool:
    """Return whether a call of pyplot or seaborn opens a figure."""
    module, _, name = _origin(call, names).rpartition(".")
    if module == PYPLOT:
        return name[0].islower() and name not in _OPENS_NONE
    return module == SEABORN and (name.endswith("plot") or name in _SEABORN_ALSO)


def _is_of_pandas(call: ast.Call, names: Mapping[str, str], charts: set[str]) -> bool:
    """Return whether a call is `.plot(...)`, `.plot.bar(...)` or the like of anything but a chart or a module."""
    root, *methods = _steps(call.func)
    if root in charts or root.lower().startswith("ax") or "charts" in methods or _is_plot_object(call, names):
        return False
    of_module = root in names and len(methods) == 1
    return not of_module and (methods[-1:] == ["plot"] or bool(_PANDAS & {*methods[-1:]}) or methods[-2:-1] == ["plot"])


def _is_plot_object(call: ast.Call, names: Mapping[str, str]) -> bool:
    """Return whether a call makes a plot of seaborn's objects, which a notebook shows where it ends a cell."""
    return _origin(call, names).startswith(_PLOT)


def _origin(call: ast.Call, names: Mapping[str, str]) -> str:
    """Return the full name of what is called, as far as the imports say: `plt.show` is `matplotlib.pyplot.show`."""
    root, *methods = _steps(call.func)
    return ".".join([names.get(root, root), *methods])


def _steps(node: ast.AST) -> list[str]:
    """Return the names along a chain of attributes, calls and subscripts, with that of what it begins with first."""
    if isinstance(node, ast.Name):
        return [node.id]
    if isinstance(node, ast.Attribute):
        return [*_steps(node.value), node.attr]
    if isinstance(node, (ast.Call, ast.Subscript)):
        return _steps(node.func if isinstance(node, ast.Call) else node.value)
    return [""]
