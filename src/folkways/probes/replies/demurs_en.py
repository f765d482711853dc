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

DEMURS = (
    _DENIES,
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
