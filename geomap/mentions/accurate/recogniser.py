"""The accurate recogniser: what a small transformer says of each word is weighed with what the default tagger says."""

from collections.abc import Mapping, Sequence
from typing import Self

from geomap.encoder.pieces import Pieces
from geomap.languages import Languages
from geomap.mentions.accurate.hints import hints
from geomap.mentions.accurate.network import FILES, Chances, Network
from geomap.mentions.accurate.windows import windows
from geomap.mentions.features import sequence
from geomap.mentions.known import Kinds
from geomap.mentions.recognise import MODELS, CrfRecogniser, names_in
from geomap.mentions.roles import Found
from geomap.mentions.tagger import Tagging
from geomap.mentions.tokens import Tokens
from geomap.model_files import read_model

FOLDER = "accurate"  # of the model, beside the default's
SHARE = 0.5  # of the network's word in how surely a word belongs to a name; the rest is the default tagger's
HALF = 0.5


class AccurateRecogniser(CrfRecogniser):
    """The default recogniser with a network beside its tagger of names; roles and rules are the same."""

    id = "geomap:accurate"  # its name among stages; the version of geomap says the rest

    def __init__(
        self,
        *,
        names: bytes,
        roles: bytes,
        network: Mapping[str, bytes],
        share: float = SHARE,
        languages: Languages | None = None,
    ) -> None:
        """Load the default's models and the network's files, by their names in `network.FILES`.

        Raises:
            ModelError: a model is damaged.
        """
        super().__init__(names=names, roles=roles, languages=languages)
        self._network = Network(network)
        self._pieces = Pieces(network["pieces.txt"].decode("utf-8").splitlines())
        self._share = share

    @classmethod
    def shipped(cls) -> Self:
        """The recogniser with the models that ship with geomap.

        Raises:
            ModelError: a model is missing or damaged.
        """
        return cls(
            names=read_model(MODELS, "names.npz"),
            roles=read_model(MODELS, "roles.npz"),
            network={name: read_model(MODELS, FOLDER, name) for name in FILES},
        )

    def find(self, tokens: Tokens, kinds: Kinds) -> list[Found]:
        """The names of places and peoples among the words of a text, rising and without overlap."""
        items, numbers = sequence(tokens, kinds)
        if not items:
            return []
        said = self._network.chances(windows(tokens, self._pieces), hints(tokens, kinds))
        return names_in(blended(self._names.tag(items), said, numbers, self._share), numbers, tokens, kinds)


def blended(tagging: Tagging, said: Chances, numbers: Sequence[int], share: float) -> Tagging:
    """The two opinions as one: how surely a word lies outside is their mean, where a name begins the network says.

    Args:
        tagging: the default's, item by item.
        said: the network's chances of O, B and I, word by word.
        numbers: the word of each item, -1 for a gap between names.
        share: of the network's opinion.
    """
    labels: list[str] = []
    outside: list[float] = []
    chances = said.tolist()
    for number, default in zip(numbers, tagging.outside, strict=True):
        out, opens, carries = chances[number] if number >= 0 else (1.0, 0.0, 0.0)
        outside.append(share * out + (1.0 - share) * default)
        labels.append("O" if number < 0 or outside[-1] > HALF else "B" if opens >= carries else "I")
    return Tagging(labels=labels, outside=outside)
