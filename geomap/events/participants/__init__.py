"""Who acts, upon whom, and by whose word it is told."""

from geomap.events.participants.roles import Participants, find_participants
from geomap.events.participants.speakers import claimant, find_actors

__all__ = ["Participants", "claimant", "find_actors", "find_participants"]
