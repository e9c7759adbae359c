"""Alarms: the days on which the counts of a series left their level, at a rate of false alarms that is asked for."""

from marsad.escalation.alarms.alarm import YEAR, Alarm, alarms

__all__ = ["YEAR", "Alarm", "alarms"]
