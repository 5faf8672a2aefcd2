"""Start quickly: leave out what a library would import and this project never needs."""

import sys

SLOW_EXTRA = "rfc3987_syntax"


def without_slow_extra() -> None:
    """Tell jsonschema that there is no checker of internationalised web addresses.

    nbformat, Altair and frictionless import jsonschema, which looks for this optional extra; it takes longer to
    import than pandas, and no schema here uses it. Has no effect once it is imported.
    """
    sys.modules.setdefault(SLOW_EXTRA, None)  # type: ignore[arg-type]
