"""The files of the package can be read one after the other: none needs, by whatever way, a file that needs it."""

from graphlib import TopologicalSorter

from grimp import build_graph


def test_no_files_import_each_other_in_a_circle() -> None:
    graph = build_graph("goodoffices", cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    assert imports["goodoffices.dossier.dossier"]
    TopologicalSorter(imports).prepare()  # its error names the circle
