"""The built-in forms and everything one can do with a form: build, convert, read, part, draft, fill, print.

The one door of this package: the rest of ``collection`` imports from here.
"""

from .build import build_xlsx
from .convert import Converted, built_in, convert_xlsx
from .draft import Consent, Draft, ForceCount, Kind, LegalBasis
from .instance import Instance, flatten, plain_path, read_instance, split_rings
from .mapping import draft_from_values
from .paper import paper_pdf
from .phrases import PHRASES
from .plain import RowProblem
from .sample import fill
from .shape import Field, Shape, read_shape
from .specs import NAMESPACE, PACK, FormSpec, languages

__all__ = [
    "NAMESPACE",
    "PACK",
    "PHRASES",
    "Consent",
    "Converted",
    "Draft",
    "Field",
    "ForceCount",
    "FormSpec",
    "Instance",
    "Kind",
    "LegalBasis",
    "RowProblem",
    "Shape",
    "build_xlsx",
    "built_in",
    "convert_xlsx",
    "draft_from_values",
    "fill",
    "flatten",
    "languages",
    "paper_pdf",
    "plain_path",
    "read_instance",
    "read_shape",
    "split_rings",
]
