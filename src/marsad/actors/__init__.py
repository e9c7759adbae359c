"""Takes the registry, the events and the ties that texts tell, and gives actors: profiles, ties, names to review."""

from marsad.actors.behaviour import Exchange, exchanges
from marsad.actors.graph import graph_data, write_graphml
from marsad.actors.model import Activity, Evidence, Office, Profile, Proposal, RegistryActor, TieBetween, TieReport
from marsad.actors.profile import profile
from marsad.actors.proposals import proposals
from marsad.actors.registry import Registry
from marsad.actors.ties import ties_between

__all__ = [
    "Activity",
    "Evidence",
    "Exchange",
    "Office",
    "Profile",
    "Proposal",
    "Registry",
    "RegistryActor",
    "TieBetween",
    "TieReport",
    "exchanges",
    "graph_data",
    "profile",
    "proposals",
    "ties_between",
    "write_graphml",
]
