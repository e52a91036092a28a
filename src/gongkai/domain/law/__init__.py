"""Norms, and the numbers of the law as dated data with their sources."""

from gongkai.domain.law.norms import Norm, norm, norms
from gongkai.domain.law.parameters import NotInForce, Parameter, all_parameters, parameter
from gongkai.domain.law.strict_yaml import LawDataError

__all__ = [
    "LawDataError",
    "Norm",
    "NotInForce",
    "Parameter",
    "all_parameters",
    "norm",
    "norms",
    "parameter",
]
