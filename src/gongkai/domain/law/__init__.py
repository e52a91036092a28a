"""Norms, the numbers of the law as dated data with their sources, and what the law leaves open."""

from gongkai.domain.law.choices import Choice, choices
from gongkai.domain.law.local import Local, parse_local
from gongkai.domain.law.norms import Norm, norm, norms
from gongkai.domain.law.parameters import NotInForce, Parameter, all_parameters, parameter
from gongkai.domain.law.strict_yaml import LawDataError

__all__ = [
    "Choice",
    "LawDataError",
    "Local",
    "Norm",
    "NotInForce",
    "Parameter",
    "all_parameters",
    "choices",
    "norm",
    "norms",
    "parameter",
    "parse_local",
]
