"""Canada's Critical Minerals Partnerships: what notebooks call.

Names are loaded when first used, so that the command line starts without pandas and Altair.
"""

from importlib import import_module
from typing import Any

_HOMES = {
    "claim": ("declare", "claim"),
    "figure": ("declare", "figure"),
    "format": ("formats", "format_value"),
    "parameters": ("settings", "read"),
    "table": ("declare", "table"),
    "tables": ("tabledata", "Tables"),
    "value": ("declare", "value"),
}
__all__ = sorted(_HOMES)
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'report' has no attribute '{name}'")
    module, attribute = _HOMES[name]
    return getattr(import_module(f".{module}", __name__), attribute)
