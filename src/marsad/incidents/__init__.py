"""Takes the events of many documents and gives incidents: one happening, one row, with all its reports."""

from marsad.incidents.grouping import Decision
from marsad.incidents.merge import merge
from marsad.incidents.model import Confidence, Figure, Incident, Party, Report, Responsibility, Site

__all__ = ["Confidence", "Decision", "Figure", "Incident", "Party", "Report", "Responsibility", "Site", "merge"]
