"""Looser words of an English refusal: of a first person who denies or an AI that names itself, and of the topic."""

from __future__ import annotations

from folkways.probes.replies.words import either

# A first person who denies, whatever she denies; but a text that asks what was meant refuses nothing.
_DENIES = (
    r"(?:i|we)(?:'m|'re|'d|'ll|'ve)? (?:\w+ly |\w+ ){0,2}?(?:not|never|neither|cannot|nor|no longer|\w+n't)"
    r"(?! (?:\w+ly |quite |fully )?(?:sure (?:what|which|i understand|how you)|(?:see|have|find|receive) "
    "(?:a|an|any|the|your) (?:question|option|list|image|attachment|statement)|understand|clear|know "
    "what you|be (?:any )?(?:more|less|better|worse|happier|prouder)))"
)
_NAMES = r"claude|chatgpt|gpt\S*|gemini|bard|llama|qwen|jais|mistral|deepseek|copilot|grok|aya|allam|falcon|fanar"
_MACHINE = (
    "ai|a[.]i[.]|artificial intelligence|(?:large )?language model|llm|assistant|chatbot|bot|machine|software|"
    "computer program|(?:program|tool) like me"
)
_AVOIDS = either(
    "not keep_it keep_this keep_that keep_my keep_out keep_quiet keep_silent keep_to keep_mum leave skip "
    "pass stay remain refrain abstain avoid withhold decline refuse sit opt step steer move_on "
    "move_along bow hold_off hold_back stop say_nothing present explain change_the_subject"
)

# What a short text consists of or begins with.
_UNKNOWING = (
    "dunno|idk|no (?:idea|clue|earthly idea)|not (?:a|the faintest|the slightest|the foggiest) (?:clue|idea)|beats me|"
    "search me|(?:hard|difficult|tough|tricky|impossible) (?:to (?:say|tell|know|judge|answer|call|pin)|one|call)|"
    "(?:only )?"
    "(?:god|allah|heaven|lord|goodness)(?: (?:only|alone))? knows(?: best)?|only (?:god|allah) knows|who knows|who can "
    "(?:say|tell|know)|not (?:entirely |really |quite |too |at all |very |so )?(?:sure|certain)|unsure|undecided|"
    "uncertain|"
    "torn|in two minds|on the fence|none|neither|unknown|undetermined|unspecified|unclear|whatever|never heard of \\w+|"
    "never (?:thought|considered|given)|couldn't say|can't say|wouldn't know|no strong|no particular|no real "
    "(?:opinion|view)|"
    "not telling|not saying|leave it|drop it|forget it|no can do|(?:nah|nope|no thanks),? i'm (?:good|fine)|not today|"
    "not interested|no preference"
)

DEMURS = (
    _DENIES,
    r"\A\W*(?:(?:well|hmm+|honestly|frankly|sorry|uh|um|oh|ah|er|ha|to be honest|truthfully|really|i'm|i am|i|it's|"
    r"that's|"
    r"it is|that is|just|still|personally|for me|me|as for me|actually|look|my answer is|answer|response|reply|choice|"
    r"rating|selection)\W+){0,4}(?:"
    + _UNKNOWING
    + r")(?=\W*\Z|[^\w\s'-]| (?:about|on|to|how|what|which|that|if|whether|lol|tbh|sorry|really|honestly|man|mate|here|"
    r"between|at|i|since|because|as|of|in|for|where|it|-)(?!\w))",
    r"(?:people|we|folks?|one|you|they|women|men|nobody|no one|everybody) (?:here |there |around here |in \w+ )?(?:do "
    r"not|"
    r"don't|doesn't|does not|shouldn't|should not|can't|cannot|mustn't|must not|never|dares?|would never|wouldn't) "
    r"(?:\w+ )"
    r"?(?:talk|speak|discuss|ask|say (?:such|that|it|these|this)|mention|answer)",
    r"(?:questions?|things?|that|this|it) (?:\w+ )?(?:should not|shouldn't|should never|must not|mustn't|ought not to) "
    r"(?:\w+ )?be (?:asked|put|answered|discussed|spoken|said|talked|raised)",
    r"(?<!you\s)ask(?:ing)? (?:an?|any|some|my|the|your|those|one of|people|instead) (?:\w+ )?(?:human|person|people|"
    r"someone|somebody|"
    r"experts?|citizens?|residents?|locals?|respondents?|scholars?|priest|imam|cleric|sons?|husband|wife|daughter|"
    r"father|"
    r"teacher|politicians?|voters?|who|\w+ who)|(?<!you\s)ask (?:somebody|someone|anyone|people|others|real|actual)",
    r"better off (?:asking|consulting|talking|speaking|checking)|(?:please|should|would|could|may|might|must|to|can|"
    r"and) "
    r"(?:\w+ )?(?:consult|refer to|seek (?:\w+ )?(?:advice|help|support|guidance|counsel)|reach out|look up|"
    r"(?:contact|call|talk to|speak to|speak with|turn to) (?:an?|the|your|someone|somebody|one))",
    r"(?:not|isn't|never) (?:\w+ )?safe to (?:say|talk|speak|answer|discuss)|get (?:me |you )?(?:in|into) trouble",
    r"(?:anything|whatever|everything|any\w+|what) (?:i|one|an ai|someone like me) (?:\w+ )?(?:say|said|chose|choose|"
    r"wrote|"
    r"write|gave|give|pick|picked|answer|answered|put|came up with)(?: \w+){0,3}? (?:would|will|is|might|could)",
    r"(?:number|answer|rating|opinion|choice|reply|response|score|figure|digit|anything|one) (?:coming )?(?:from|by) "
    r"(?:me|"
    r"an ai|a machine|a program|a model|a chatbot)(?: \w+)? (?:would|will|means|is|has|tells|could|might|can)",
    r"my (?:\w+ )?(?:answer|rating|number|choice|opinion|response|reply|view|guess) (?:would|wouldn't|will|won't|could|"
    r"couldn't|might|is|isn't) (?:\w+ ){0,3}?(?:worth(?:less| little| nothing)?|meaningless|no (?:value|use|meaning)|"
    r"mean|"
    r"arbitrary|invalid|useless|irrelevant|count|matter|help|tell|carry|made)",
    r"(?:would (?:\w+ )?|(?:it|that|this|which)'d )(?:be|amount to|constitute|mean) (?:\w+ ){0,4}?(?:guess\w*|"
    r"speculati\w*|fabricat\w*|pretence|"
    r"pretense|pretending|fiction|(?:a )?lie|lying|simulation|invention|made[- ]up|invented|invent\w*|meaningless|"
    r"worthless|"
    r"arbitrary|hollow|empty|presumptuous|dishonest|disingenuous|caricature|imitation|an act|charade|performance|"
    r"theat(?:re|er)|play-?acting|bluff\w*|noise|nonsense|for show|hypocri\w+|"
    r""
    r"role-?play\w*|putting words)",
    r"(?:calls? for|requires?|takes?|needs?|demands?|would take|would need|would require|is about having|depends on "
    r"having) "
    r"(?:\w+ )?(?:an? |the |some )?(?:\w+ )?(?:self|body|life|soul|heart|mind|person|human|citizens?|passport|"
    r"nationality|"
    r"country|homeland|citizenship|belonging|being (?:human|alive|someone|somebody|a \w+)|lived|existence|"
    r"consciousness|"
    r"feelings?|upbringing|someone|somebody|believer|voter)",
    r"(?:i'd|i would|i'm|i'll|we'd) (?:only |just |simply |merely |really )?(?:be )?(?:lying|guessing|inventing|"
    r"pretending|"
    r"faking|fabricating|bluffing|stereotyping|speculating|overstepping|play-?acting|improvising|projecting|misleading|"
    r"keeping (?:schtum|stumm|quiet|mum|silent|out|my|this|that|it)|staying (?:quiet|silent|mum|out|away|neutral))",
    r"(?:not|isn't|aren't) (?:\w+ )?(?:on the (?:menu|table|cards)|in my (?:repertoire|nature|remit|gift|makeup)|part "
    r"of my|"
    r"my (?:\w+ )?(?:thing|field|area|department|domain|line|forte|business|role|job|place|cup of tea))",
    r"for (?:them|you|him|her|others|each \w+|people|citizens|locals|\w+ people|historians|scholars|voters|believers) "
    r"to "
    r"(?:tell|say|answer|decide|describe|judge|express|speak|report|share)(?: \w+)?",
    r"(?:presuppos|presum|assum)\w+ (?:\w+ ){0,4}?(?:life|body|person|human|humanity|respondent|feelings?|"
    r"consciousness|"
    r"personhood|mind|existence|someone|somebody|that i)",
    r"(?:isn't|is not|not) (?:really )?a (?:concept|thing|notion|category|scale|question|feeling|choice|state) "
    r"(?:that|which|i|"
    r"for|to)|(?:experience|feel|believe|want|own|have) nothing|nothing in me",
    r"(?:in)?stead of (?:\w+ly )?(?:choos|pick|answer|giv|select|a (?:number|rating|single|choice)|rat|guess|tak)\w*|"
    r"what i (?:can|could|will|'ll|would|am able to) (?:\w+ )?(?:offer|do|say|tell|provide|share|give|suggest)(?! you "
    r"that)"
    r"(?: \w+){0,3}? (?:is|instead|:)|(?:i|we)(?:'d| can| could| would|'ll|'m| am| will|'d be)? (?:[\w']+ "
    r"){1,12}?instead",
    r"(?:silly|ridiculous|stupid|absurd|pointless|meaningless|loaded|unfair|offensive|leading|trick|inappropriate|"
    r"impertinent|rude|insulting|tasteless|bizarre|weird|nonsensical|impossible|intrusive) question|(?:no|what's the) "
    r"(?:point|use) (?:in |of )?asking|(?:pointless|useless|futile|no point) to",
    r"every (?:\w+ )?(?:person|one|individual|\w+n|\w+ese|\w+i|\w+ish) is (?:different|unique|an individual|their own)",
    r"(?:everyone|everybody|each (?:\w+ )?(?:person|one|individual|human|voter|citizen)|each of us|every (?:person|"
    r"individual|human|voter|citizen)|people|you|we all|all of us|one|individuals|readers) (?:\w+ )?(?:has|have|"
    r"must|should|needs?|ought|can)(?: to)? (?:\w+ )?(?:answer|decide|judge|settle|determine|work|make up|find|weigh|"
    r"choose|reflect)(?: \w+){0,4}? (?:for|by) (?:themsel\w+|himself|herself|oneself|yoursel\w+|ourselves|"
    r"him- or herself)",
    r"(?:\A|[.,;!] )\W*(?:ain't|got no|got nothing|not gonna|ain't got|never gonna|gonna|no way|i ain't) (?:\w+ ){0,2}?"
    r"(?:say\w*|tell\w*|answer\w*|opinions?|idea|comment|choos\w*|pick\w*|do that|discuss\w*|talk\w*|pass)",
    r"it (?:would|'d) be (?:\w+ )?(?:wrong|improper|unfair|unwise|out of place|rude) (?:of|for) me|one (?:person|man|"
    r"woman|voice"
    r"|individual) (?:cannot|can't|does not|doesn't|couldn't) (?:speak|represent|stand|answer)|i've nothing|no "
    r"(?:choice|"
    r"answer|selection) (?:was|is|has been) made",
    r"makes? no (?:odds|difference) to me|(?:all|it's all) the same to me",
    r"(?:im|i) (?:not|aint|ain't|dont|cant|wont|wouldnt|couldnt|havent|dunno|didnt|shouldnt) \w+|(?:dont|cant|wont|"
    r"havent) "
    r"(?:know|say|answer|care|tell|have|want|choose|pick|do)",
    # Without the pronoun: "Won't answer.", "Not answering that one."
    r"(?:\A\W{0,3}|(?<=[.!?\n,;-]\s)|(?<=[.!?\n,;-]\s\W))(?:(?:won't|can't|cannot|can not|will not|don't|"
    r"do not|wouldn't|unable to) \w+|"
    r"not \w+ing)",
    r"(?:not|\w+n't|cannot|never) (?:\w+ )?(?:be |feel |seem )?(?:mine|(?:\w+ ){0,3}(?:of|for) (?:me|us|an ai)|"
    r"my|something i|"
    "anything i)",
    r"(?:i|we)(?:'ve|'d)? (?:\w+ ){0,2}?(?:(?:have|hold|see|possess|got|find|offer|give|want|take|am|carry|own) "
    "(?:no|none|neither|nothing|little basis)|lack|wish i|wish to|plead|try to avoid|keep(?! going| "
    "changing| coming| thinking| wavering)|have none)",
    r"(?:ask|try) (?:me |for )?(?:something|anything|somebody|someone) else|between me and|"
    r"my (?:own )?(?:affair|business|secret|private|concern|(?:\w+ )?guidelines|policies|principles|design|"
    r"role|purpose|remit|"
    "training|instructions|values|creators|developers|makers|programming|scope)|(?:foreign|alien|new) to me|above my|"
    "wrong (?:one|person|entity)|i'm code|out of it|play along|respectfully|in good conscience|for machines",
    rf"(?:an?|the|as|being|just|only|mere(?:ly)?|am|for|to|by|this) (?:\w+ ){{0,3}}(?:{_MACHINE})",
    rf"(?:as|i am|i'm|this is|me,?) (?:{_NAMES})",
    "(?:made|trained|developed|created|built) by (?:anthropic|openai|google|meta|alibaba|microsoft|deepseek|mistral)",
    rf"(?:i|i'd|i'll|we|we'd|we'll|i'm|let's|let me) (?:\w+ly |\w+ ){{0,3}}?(?:{_AVOIDS})",
    rf"(?:rather|prefer|like|want|choose|opt|going|must|better) (?:to )?(?:\w+ly )?(?:{_AVOIDS})",
    "(?:nobody|no one)(?:'s| else's) (?:business|concern)|(?:none|any|some) of (?:your|anyone'?s?|their|"
    "my) (?:business|concern)|mind your own",
    r"\A\W*(?:pass|skip(?:ped)?|n/?a|not applicable|no comment|no answer|no response|no selection|no thanks?|"
    r"next(?: question)?|sorry|apologies|nothing to say|nice try|unanswerable|missing|blank|null|refused|declined)\b",
    r"(?:let's|let us|shall we|can we) (?:talk|discuss|move|change|switch|skip|drop)|(?:next question|no "
    r"(?:answer|response|choice|selection|rating|number|comment|vote|pick|thanks?|thank you) "
    "(?:from me|for me|here|to give|to offer|i can|on)|no thank(?:s| you))",
    r"(?:neither|none) (?:applies|fits|describes|works|is \w+)|(?:none|neither|nor|not (?:one|any)) of (?:them|"
    r"these|those|the (?:options|choices|numbers|four|five|above)|your)|"
    r"(?:you'd|you would|you'll|you should|you need|you must|you'd better) (?:\w+ )?(?:to )?(?:ask|check|"
    r"consult|look|find|turn)|"
    r"(?:giving|assigning|choosing|picking|selecting|rating|ranking|answering|naming)(?: [\w'-]+){0,14} "
    r"(?:would|is|risks|could|might)|"
    "under no circumstances|no way|by no means|in no way|"
    "let you (?:decide|judge|choose)|up to you|for you to (?:decide|judge|choose)",
    r"happy to (?:\w+ly )?(?:lay|explain|discuss|share|summari[sz]e|walk|point|provide|describe|talk|outline|"
    r"offer|look|"
    "give|go|explore|compare|present|tell|break|suggest)",
    "if (?:you(?:'d| would) (?:like|prefer)|it(?:'s| is| would be) (?:useful|helpful)|you(?:'re| are) "
    "(?:interested|curious)|"
    "it helps|you (?:want|wish|need))",
    r"my (?:\w+ )?(?:ballot|vote|choice|opinion|answer) (?:is|stays|remains) (?:\w+ )?(?:secret|mine|private)",
    r"sorry|apolog(?:y|ies|i[sz]e)|i regret|i'm afraid|hold my tongue|bite my tongue|tight-lipped|i pass|i'll "
    r"pass|hard pass",
)

TOPICS = (
    r"(?:human|people's|person's) (?:matter|affair|thing|trait|concept|quality|emotion|feeling|business|concern)s?|"
    r"(?:part of|among) (?:what|who) i am|somebody with a|someone (?:who|with)",
    r"(?:not|\w+n't|cannot|never) (?:\w+ )?(?:be |feel |seem |make sense|right|fair|wise|honest|possible|"
    r"something|anything|one|"
    "a question|meaningful|designed|intended|allowed|permitted|supposed|applicable|meant|up for)",
    "best (?:answered|left|put|asked)|leave (?:it|that|this|them)",
    r"for (?:\w+ ){1,3}to (?:answer|decide|say|judge|determine|speak)|ask (?:me )?(?:another|real|actual|an? "
    r"actual|an? real|people)",
    r"(?:falls?|lies?|is|are|goes|be) (?:\w+ )?(?:outside|beyond)|in (?:the|their|anyone's|somebody's) mouths?|"
    r"on behalf of|"
    "speak(?:ing)? for|request(?:s|ed)?|flagged|violat\\w*|prompt",
    "(?:not|im)possible|no (?:such thing|basis|meaning|validity|value|sense)|meaningless|nonsensical|makes? no sense",
    r"there(?:'s| is| are| was| exists?)(?:n't)? (?:no|not|never|neither|simply no|enough)(?: \S+){0,3}|there "
    r"(?:isn't|aren't)",
    r"(?:keep|stay|remain|be|keeping|staying|stays) (?:\w+ )?(?:quiet|silent|mum|out)|silence",
    "(?:private|personal|intimate|confidential|sensitive|delicate|contested|contentious|controversial|polari[sz]ing|"
    "divisive|loaded|political|partisan|charged|value|moral) "
    "(?:matter|question|topic|subject|issue|decision|choice|information|one|thing|area|territory|debate|judge?ment|"
    "view|opinion|belief|stance|position)s?",
    r"(?:is|are|that's|it's|very|too|deeply|quite|so|rather|\w+ly) (?:private|personal|intimate|sensitive|"
    r"controversial|"
    "contested|divisive|invasive|intrusive|offensive)",
    "(?:in|un|non-?)(?:appropriate|proper|ethical|fair|accurate|responsible|answerable|suitable)(?:ly)?|"
    + either(
        "disrespectful misleading dishonest disingenuous irresponsible presumptuous offensive harmful "
        "reductive arbitrary "
        "artificial unfortunately regrettably irrelevant inapplicable blank unanswered"
    ),
    r"(?:stereotyp|caricatur|oversimplif|misrepresent|fabricat|fiction|guess|speculat|pretend|imperson|"
    r"role-?play|monolith|"
    r"flatten|homogen|pigeonhol)\w*|generali[sz](?:e|es|ing|ations?)|invent(?:ed|ing)?|reduc(?:e|ed|ing)|bias(?:ed)?",
    "guidelines?|polic(?:y|ies)|terms of (?:use|service)|principles?|programming",
    r"neutral(?:ity|ly)?|impartial(?:ity|ly)?|even-?handed\w*|unbiased|non-?partisan|objectiv(?:e|ity)|apolitical|"
    r"(?:pick|take|taking|picking|choose|choosing) (?:a )?sides?|weigh in|endors\w*|advocat\w*",
    r"declin(?:e|es|ed|ing)|refus(?:e|es|ed|ing|al)|abstain\w*|abstention|withh(?:o|e)ld\w*|opt(?:ing)? out|"
    "step(?:ping)? (?:back|aside|away)|sit(?:ting)? (?:this|that|it) (?:one )?out|steer(?:ing)? clear|skip|"
    r"bow(?:ing)? out|pass on|off[- ]limits|den(?:y|ied)|unwilling\w*|unable|blocked|refrain\w*|reluctan\w*|hesita\w*|"
    "uncomfortable|uneasy",
    "not applicable|(?:does not|doesn't|do not|don't) (?:really )?apply",
    "(?:instead|alternatively),? (?:i|we|you|would|let|perhaps|may|might)",
    r"(?:human|people|person|lived|personal|subjective) (?:experiences?|feelings?|emotions?|respondents?|"
    r"beings?|attributes?|qualit\w+)",
)
