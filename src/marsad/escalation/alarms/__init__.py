"""Alarms: the days on which the counts of a series left their level, at a rate of false alarms that is asked for."""

from marsad.escalation.alarms.alarm import YEAR, Alarm, alarms, caution_of

__all__ = ["YEAR", "Alarm", "alarms", "caution_of"]
