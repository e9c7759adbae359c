"""Takes event records and incidents and gives the ledger: what people said would happen, and whether it did."""

from marsad.claims.matching import Ledger, resolve
from marsad.claims.model import Claim, Outcome, SpeakerRecord
from marsad.claims.reading import claims, kinds_of_records
from marsad.claims.speakers import speaker_records

__all__ = ["Claim", "Ledger", "Outcome", "SpeakerRecord", "claims", "kinds_of_records", "resolve", "speaker_records"]
