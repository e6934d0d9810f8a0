"""All the demonstration holds, in the order in which it is loaded."""

from home.demo import bus_stops, parks_and_play, police_and_crime_plan, safer_streets
from home.demo.shapes import Consultation

CONSULTATIONS: tuple[Consultation, ...] = (
    police_and_crime_plan.CONSULTATION,
    safer_streets.CONSULTATION,
    parks_and_play.CONSULTATION,
    bus_stops.CONSULTATION,
)
