"""The house: floors whose imports only point down, no cycles, heavy libraries only where they belong, short files."""

import ast
import itertools
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY_USE = {
    "base": {"base"},
    "rules": {"base", "rules"},
    "demo": {"base", "rules", "demo"},
    "store": {"base", "rules", "store"},
    "vision": {"base", "rules", "vision"},
    "flows": {"base", "rules", "store", "vision", "flows"},
    "worker": {"base", "rules", "demo", "store", "vision", "flows", "worker"},
    "commands": {"base", "rules", "demo", "store", "vision", "flows", "worker", "commands"},
    "__main__": {"base", "commands"},
    "pages": {"base", "rules", "store", "pages"},
    "app": {"base", "rules", "store", "pages"},
}
KEPT_TO = {  # library: the floors that may import it
    "torch": {"vision"},
    "torchvision": {"vision"},
    "onnx": {"vision"},
    "ultralytics": {"vision"},
    "streamlit": {"pages", "app"},
    "sqlalchemy": {"store"},
    "alembic": {"store"},
    "sqlite3": {"store"},
    "dbos": {"worker"},
    "exiv2": {"base"},
}
SOURCES = sorted(
    path for path in itertools.chain(ROOT.glob("core/**/*.py"), ROOT.glob("pages/**/*.py"), ROOT.glob("app.py"))
)


def floor(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[1] if parts[0] == "core" and len(parts) > 1 else parts[0]


def floor_of_module(module: str) -> str:
    parts = module.split(".")
    return parts[1] if parts[0] == "core" and len(parts) > 1 else parts[0]


def imports(path: Path) -> set[str]:
    """What a file imports, as dotted names; `from core.base import images` gives core.base.images."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_of(path): path for path in SOURCES}


def own_imports(path: Path) -> set[str]:
    """The project's own modules that a file imports."""
    found = set()
    for name in imports(path):
        for module in (name, name.rpartition(".")[0]):
            if module in MODULES:
                found.add(module)
                break
    return found - {module_of(path)}


@pytest.mark.parametrize("path", SOURCES, ids=module_of)
def test_imports_point_down(path: Path) -> None:
    if module_of(path) == "core":
        assert not own_imports(path)
        return
    used = {floor_of_module(module) for module in own_imports(path)}
    assert used <= MAY_USE[floor(path)]


@pytest.mark.parametrize("path", SOURCES, ids=module_of)
def test_heavy_libraries_stay_on_their_floor(path: Path) -> None:
    used = {name.split(".")[0] for name in imports(path)}
    assert {library for library in used if floor(path) not in KEPT_TO.get(library, {floor(path)})} == set()


@pytest.mark.parametrize("path", SOURCES, ids=module_of)
def test_files_are_short(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= (300 if path.is_relative_to(ROOT / "core") else 150)


def test_no_cycles() -> None:
    graph = {module: own_imports(path) for module, path in MODULES.items()}
    done: set[str] = set()

    def visit(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, f"cycle: {' -> '.join((*trail, module))}"
        if module not in done:
            for used in sorted(graph[module]):
                visit(used, (*trail, module))
            done.add(module)

    for module in sorted(graph):
        visit(module, ())


def test_only_images_decodes_photos() -> None:
    decoders = {"PIL.ImageOps", "pillow_heif", "simplejpeg"}
    allowed = {"core.base.images"}
    found = {module for module, path in MODULES.items() if imports(path) & decoders}
    assert found <= allowed | {module for module in MODULES if module.startswith("core.demo")}


def test_every_floor_is_known() -> None:
    assert {floor(path) for path in SOURCES} <= {*MAY_USE, "core", "__init__"}
