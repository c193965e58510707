"""Names that are common words too, or look like them: at the start of a sentence they are names. A table."""

from __future__ import annotations

BRANDS = frozenset(
    """
    ace adams adobe airbnb airbus albertsons albrecht alibaba allianz alphabet amazon amd amplitude android
    ansible apple arc arm arnold arsenal asana asus atlantis audi avast baker bandcamp banks barber bard
    basecamp bauer bayer bears becker beijing bell berg berger bergmann bills bing bishop bitbucket blackberry
    boeing bond booker booking bose box brandt braun brave brooks brown browns bulls bumble burger burns busch
    bush butler böhm cadillac canon canva carpenter carter caterpillar celtics chambers chargers chase chelsea
    chime chrome cisco citrix claude clay cloudflare cohere coinbase cole comcast cook cooper copilot corsair
    costco cross cursor dean dell delta deng dickens diggs discord disney docker dodge dolphins dominion
    doordash downing draper dropbox duolingo dyer eagle eagles echo edge engel epic ericsson etsy everton excel
    expedia falcons fastly fedex figma fire firefox fischer fisher fitbit fleetwood fleming ford foster fox
    frank friedrich fuchs förster gap garmin gates gemini ghost giants github gitlab glacier glover gmail
    golding google gopher graf grammarly grant gray griffin grindr grok groupon gärtner günther haas hahn
    harding hardy hartmann haskell hastings hawking hayes hemingway hill hinge hoffmann hofmann holmes honda
    honor hooker hp huawei huber hubspot hughes hulu hunt hunter ibm ikea instacart instagram intel jaguar java
    jennings jet jets julia justice jäger kafka kaiser kane keating keller kickstarter kindle king kings
    kipling klarna knight koch kotlin kraken kramer kraus krause krämer krüger kuhn köhler könig kühn lakers
    lamb lane lange lehmann lenovo lever lime lincoln lindner linear linux lions liverpool lord lorenz love
    ludwig lyft macy maier mann manning marriott marsh marshall martin mason mastercard may mayer meier mercury
    merz meta meyer microsoft midjourney miles mills mint mistral moon moore mosaic motorola mozilla mustang
    möller müller nanjing nash nest netflix netlify nets neumann newton nike nikon ninja nintendo nissan noble
    nokia nominet notion nova nubank nvidia okta opera oracle orange otto packers page paine palantir palmer
    pandora panera panthers paramount parker parks parsons patreon patriots paypal peloton pence pepsi
    perplexity perry peters pfeiffer pinterest pioneer pirates pistons pitt pixel plaid playstation pohl pope
    popeyes porter potter powers prime prince prometheus python qualcomm quest quora rackspace raiders rangers
    raspberry ravens ray rays reddit redis reds reed renault replit revolut rhodes rice ring ripple rivers
    rivian robinhood roblox roche rock rockets rockies roku rose ross roth rowling royals ruby rush rust safari
    saints salesforce samsung sanders sauer savage schmid schmidt schmitt schmitz schneider scholz schreiber
    schröder schubert schulte schulz schulze schuster schwarz schäfer seat sega seidel sharks sharp shaw shell
    shopify siemens signal simon singer singh skinner skype slack slater smith snap snapchat snow snowflake
    sonos sony spark sparks spears spencer spotify sprint spurs square squarespace stack starbucks stark steam
    steel steelers sterling stirling stripe styles subway summers sun swan swift symantec tableau tanner target
    taylor tencent tesla thomas threads ticketmaster tidal tigers tiktok tinder titans toast toshiba toyota
    trello tumblr turing turner twilio twins twitch tyler uber underwood uniper uniqlo unity ups vanguard vercel
    verizon vikings vimeo virgin visa vodafone vogt voigt volvo wagner walker wallace walmart walter ward warp
    watts wayfair waymo weaver webb weber weiß wells werner winamp windows wings winkler wise wolf wolff wood
    woods woodward wright wyoming xbox xerox yahoo yankees yelp zalando zapier zara zendesk ziegler zimmermann
    zoom
    """.split()
)
