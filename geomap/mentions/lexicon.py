"""Closed lists of verbs and nouns: what tells a government from the town it sits in, a team, a ship or a dish."""

from collections.abc import Mapping


def words(line: str) -> frozenset[str]:
    """The words of a line."""
    return frozenset(line.split())


def _table(groups: Mapping[str, str]) -> Mapping[str, str]:
    return {word: group for group, line in groups.items() for word in line.split()}


# Verbs behind a name.
VERBS: Mapping[str, str] = _table(
    {
        "talk": (  # speech, as states speak
            "accuse accused accuses admit admits admitted agree agreed agrees allege alleged alleges announce "
            "announced announces apologise apologised appeal appealed appeals applaud applauded applauds argue argued "
            "argues ask asked asks assert asserted asserts believe believed believes blame blamed blames boast "
            "boasted boasts brand branded call called calls cite cited cites claim claimed claims complain complained "
            "complains concede conceded concedes condemn condemned condemns confirm confirmed confirms congratulate "
            "congratulated consider considered considers criticise criticised criticises criticize criticized "
            "criticizes declare declared declares demand demanded demands denied denies deny deplore deplored "
            "deplores dismiss dismissed dismisses dispute disputed disputes express expressed expresses fear feared "
            "fears hail hailed hails hint hinted hints hope hoped hopes insist insisted insists knew know knows "
            "lament lamented laments maintain maintained maintains mention mentioned note noted notes object objected "
            "objects praise praised praises press pressed presses pretend pretends promise promised promises propose "
            "proposed proposes protest protested protests question questioned questions rebuke rebuked rebukes "
            "reiterate reiterated replied replies reply respond responded responds reveal revealed reveals said say "
            "says scoff scoffed speak speaks state stated states stress stressed stresses suggest suggested suggests "
            "suspect suspected suspects swear talk talked talks tell tells thank thanked thanks think thinks thought "
            "threaten threatened threatens told urge urged urges vow vowed vows want wanted wants warn warned warns "
            "welcome welcomed welcomes wish wished wishes wonder"
        ),
        "act": (  # what a state does and a town does not
            "abandon abandoned abstain abstained accept accepted accepts acquire acquired act acted acts aid aided "
            "allow allowed allows amend amended annex annexed annexes annul annulled appoint appointed approve "
            "approved approves arm armed arms arrange arranged authorise authorised authorize authorized back backed "
            "backs balk balked ban banned bans bar barred bars bent bid blink blinked block blocked blocks bore "
            "bought bound bred broke broker brokered brokers built buy buys cancel cancelled cancels caught caved "
            "cede ceded choose chose clung commit commits committed compensate cooperate court courted cut cuts dealt "
            "decide decided decides defied defy delay delayed deploy deployed deploys deport deported deports "
            "dispatch dispatched dither dithered donate donated draft drag drags drank dropped drove dug ease eased "
            "embrace embraced end ended endorse endorsed endorses ends enforce enforced exchange exchanged execute "
            "executed expel expelled expels extend extended extradite extradited favour favoured favours fed finance "
            "financed find finds fled flew forbade forgave forge forged forgot fought free freed freeze freezes froze "
            "fund funded funds gamble gambled gave give gives got grant granted grants grew ground grounded halt "
            "halted halts hand handed hands help helped helps hesitate hesitated hid honour honoured host hosted "
            "hosts hung ignore ignored ignores import imported impose imposed imposes insult intervene intervened "
            "invite invited invites jail jailed join joined joins keep keeps kept knelt laid launch launched launches "
            "lead leads leak leaked learnt led left lent let lets lift lifted lifts lit lobbied lobby made make makes "
            "mass massed meant mediate mediated mend mended mobilise mobilised mobilized mulls negotiate negotiated "
            "obstruct offer offered offers oppose opposed opposes order ordered orders owe owes paid pardon pardoned "
            "pay pays plan planned plans play played plays pledge pledged pledges plot plots prefer prefers prepare "
            "prepared prepares prod prodded promote pull pulled pulls pursue pursued push pushed pushes put puts ran "
            "rang ratified ratify ration react reacted recall recalled recalls receive received recognise recognised "
            "recognises recognize recognized recognizes refuse refused refuses reject rejected rejects release "
            "released releases relent relented renew renewed reopen repatriated repay resist resisted resists restore "
            "restored resume resumed retain retaliate retaliated return returned rid sang sat scrambled scrap "
            "scrapped seek seeks sell sells send sends sent sever severed share shared shed shelve shelved shipped "
            "shun shunned sidestep sign signed signs sneaked snub snubbed sold sought sped spend spent spoke sponsor "
            "sponsored sponsors sprang spread spurn spurned stall stalled start started starts stay stayed stole stop "
            "stopped stops strove strung stuck succeed succeeded sue sued summon summoned summons supplied supplies "
            "supply support supported supports suspend suspended suspends swam swept switched swore swung takes "
            "taught tighten tightened tolerate took tore train trained trains tried tries trod trust trusts try "
            "turned undertook undid use used uses veto vetoed vie vote voted votes wage waged wait waited weigh "
            "weighs wept win wins withdraw withdraws withdrew withheld withhold won wooed wove wrote wrung yield "
            "yielded"
        ),
        "war": (  # what a state does and a town suffers
            "ambush ambushed assault assaulted attack attacked attacks battered besiege besieged blast blasted blew "
            "blockade blockaded bomb bombard bombarded bombed bombs burn capture captured captures cleared conquer "
            "conquered damage damaged destroy destroyed devastated down downed encircled enter entered evacuate "
            "evacuated fire fired fires flatten flattened hammered hit hits infiltrate invade invaded invades jolted "
            "kill killed kills level levelled liberate liberated loot looted occupied occupies occupy overran overrun "
            "pound pounded pounds pummelled raid raided raids ransacked ravaged razed recapture recaptured regain "
            "regained retake retaken retook rock rocked rocks sabotaged sack sacked sank seal seize seized seizes "
            "shaken shatter shattered shell shelled shells shook shot sieged sink storm stormed storms strafed strike "
            "strikes struck stunned surrounded take taken target targeted targets torch torched wreck wrecked"
        ),
        "suffer": (  # what a town does when it suffers
            "awaited awoke blazed bled braced burned burns burnt came changed collapsed comes counted cowered "
            "descended echoed emptied endured erupted erupts exploded fall fallen falls fell filled flooded grieved "
            "heard hears held huddled lay lie lies lived lives loses lost mourned mourns quaked rallied recovered "
            "reeled reels remain remained remains reported reports reverberated rioted rose saw seen sees seethed "
            "shakes sheltered shuddered shudders shut simmered slept slid smouldered stands starved starves stood "
            "suffered suffers surrendered survived swarmed trembled wakes went witnessed witnesses woke"
        ),
        "sport": (  # what a team does
            "beat beaten beats crush crushed defeat defeated defeats draw drew edge edged outplayed overcame punished "
            "rout routed score scored scores thrash thrashed trail trailed trounced upset"
        ),
    }
)
# Nouns: behind "X's" or a bare X, or in front of "with X", "of X", "on X".
NOUNS: Mapping[str, str] = _table(
    {
        "tie": (  # what joins or parts states
            "accord accords agreement agreements aid alignment allegiance alliance alliances appeal appeals arms "
            "assistance backing bid bond bonds breach complaint contacts contract contracts cooperation deal deals "
            "demand demands dialogue diplomacy dispute disputes friction friends friendship grievances guarantees "
            "help hotline interference letter leverage link links loan loans lobbying loyalty meddling message "
            "messages negotiations obligations offer offers orders pact pacts partnership peace permission plea pleas "
            "pledge pledges ploy policy pressure promise promises proposal proposals proxies proxy quarrel quarrels "
            "rapprochement rebuke reconciliation relations relationship relationships reliance rift rifts rivalry row "
            "rows sanctions signal signals solidarity spat stance standing standoff support talks tension tensions "
            "thaw tie ties trade treaties treaty truce ultimatum warning warnings weapons words"
        ),
        "mind": (  # what one feels towards a state, or has of it
            "admiration anger behalf behest camp confidence contempt desires disgust ears enmity envy expense eye "
            "eyes faith fear fears fury grip hand hands hatred hope hopes hostility influence instigation irritation "
            "mood opinion patience pay payroll pocket resentment shadow sphere suspicion suspicions sway sympathy "
            "thinking thumb trust voice whim wrath"
        ),
        "state": (  # what a state has
            "administration allies ally army army's authorities bloc cabinet chancellor claim claims client clients "
            "command commander commanders constitution consulate courts customs debt decision decree defence defense "
            "economy elite embassy empire enemies enemy favour fleet foes force forces foreign generals government "
            "governments intelligence interests interior invasion jets judiciary junta king leader leaders leadership "
            "masters mercenaries military militia militias minister ministers ministry missiles mission monarch move "
            "navy occupation offensive parliament permanent plan plans position president press prime program "
            "programme puppet queen reaction rebels refusal regime reluctance response rival rivals role rule rulers "
            "ruling secret security senate silence strategy supreme tactics troops veto view vote warplanes "
            "willingness"
        ),
        "staff": (  # who serves one
            "agents ambassador ambassadors analyst analysts attaché consul delegates delegation diplomat diplomats "
            "emissaries emissary envoy envoys guards lawmakers lawyers mediators negotiator negotiators officers "
            "official officials police politicians prosecutors representative soldiers spies spokesman spokesperson "
            "spokeswoman strategists"
        ),
        "office": (  # who holds office in a town
            "bishop chairman chief commissioner council governor head mayor mayors sheriff warden"
        ),
        "event": (  # what happens at a place
            "advance ambush assault assaults attack attacks battle battles blast blasts blaze bloodshed bombardment "
            "bombing bombings capture carnage clashes coup crash curfew drone evacuation explosion explosions fall "
            "fighting fire fires gunfight gunfire hostage killing killings looting massacre massacres missile mortar "
            "mutiny onslaught pogrom protest protests raid raids rally recapture riot riots rocket rockets seizure "
            "shelling shells shooting shootings siege stabbing storming strike strikes unrest uprising violence"
        ),
        "ground": (  # what a place is made of
            "airspace alleys approaches area areas avenues bazaar borough boulevard cafes capital center centre city "
            "coast corner district districts downtown east edge edges enclave fringes hamlet harbour heart hills "
            "island middle neighborhood neighborhoods neighbourhood neighbourhoods north northeast northwest "
            "outskirts part parts port province quarter quarters region road roads ruins settlement shore skies sky "
            "skyline slum slums south southeast southwest square squares street streets suburb suburbs town towns "
            "vicinity village villages waterfront west"
        ),
        "site": (  # what stands there
            "airfield airport apartment barracks base bridge bridges cathedral cemetery church churches cinema clinic "
            "clinics court courthouse depot depots factories factory farm ferry gate gates grid highway highways "
            "hospital hospitals hostel hotel hotels jail library mall malls market markets metro mosque mosques "
            "museum nightclub palace park parks power prison prisons pub refinery restaurant restaurants "
            "school schools shelter shipyard shop shops shrine stadium station stations subway synagogue temple "
            "theatre trains trams tunnel university warehouse warehouses water zoo"
        ),
        "folk": (  # who lives there
            "baker boy boys butcher child children clerk couple doctor doctors driver drivers dwellers families "
            "family farmer farmers father fishermen girl girls grandmother home homes house houses inhabitants "
            "jeweller lawyer locals man men merchant merchants monk mother native neighbours nurse pensioner people "
            "priest refugees resident residents schoolgirl shopkeeper shopkeepers student students surgeon teacher "
            "teachers teenager trader traders vendor villagers widow woman women youth"
        ),
        "sport": (  # who plays
            "bench captain champions club coach defender eleven fan fans fullback goalkeeper midfielder player "
            "players side squad striker supporters team teammate victory win winger"
        ),
        "thing": (  # what is named after a place and is none: a dish, a ware, an ill
            "ale bagel beans beer biscuit biscuits blade blue boot brandy bread bronzes bun cake cakes carpet carpets "
            "cashmere cat cheese cherry chicken china chops cigar cigars cloth coat cocktail coffee crystal curry "
            "cutlet dog doughnut dressing duck dumplings egg fever figs fish flu glass gloves ham hat hats hen honey "
            "jacket jersey knife lace leather lemon marble marmalade mule mustard noodles oranges pancake paper pie "
            "pigeon pizza plaster porcelain potatoes pudding punch rice roast roll rug rugs salad salt sandwich "
            "sandwiches sauce sausage sausages scarf schnitzel shawl shirt shorts shroud silk soap soup sprouts steak "
            "stew sweater sweets syndrome tea terrier tile tiles tobacco towel trousers tweed veil vinegar virus "
            "vodka waltz whisky wine"
        ),
    }
)
# What has a name of its own, borrowed from a place: "the frigate Odesa", "Operation Geneva".
NAMED = words(
    "battleship brig called carrier codename codenamed corvette corvettes cruiser cyclone destroyer dubbed ferry "
    "freighter frigate hmas hmcs hms hurricane ins lander minesweeper mv named nicknamed operation project rms rss "
    "sailboat schooner ship steamer storm sub submarine supertanker tanker trawler tug typhoon uss vessel warship "
    "yacht"
)
# A sentence with one of these speaks of games.
SPORT = words(
    "basket basketball champions championship coach cup derby equaliser football footballer footballers goal "
    "goalkeeper goalless goals halftime hockey innings kickoff league leagues match midfielder overtime penalties "
    "playoff playoffs quarterback quarterfinal rugby scored scoring season semifinal striker teammates touchdown "
    "tournament trophy whistle wicket winger"
)
# By whom and with what a town suffers: near a verb that state and town share, it tells them apart.
VIOLENCE = words(
    "airstrike airstrikes arson artillery attack attackers attacks battle battles blast blasts bloodshed bodies bomb "
    "bomber bombers bombing bombings bombs bullets casualties clashes coup dead deaths drone drones dynamite "
    "explosion explosions explosive fighters fighting fire flames gang gangs grenade grenades gun gunfight gunfire "
    "gunman gunmen guns hostage hostages injured jets killed killing killings knife looters looting massacre "
    "militants militia militiamen militias mine missile missiles mob mobs mortar mortars murder murders mutineers "
    "police protest protesters protests raid raids rebels riot rioters rioting riots rocket rockets rounds rubble "
    "sabotage shelling shells shooting shootings shots siege sirens smoke snipers soldiers stabbing stabbings strike "
    "strikes suicide tanks teargas troops violence violent wounded"
)
