"""Common English words of the news: with a capital at the start of a sentence they are still no names. A table."""

from __future__ import annotations

from summarizer.text.tokens import stem

OPENERS = frozenset(
    """
    ability absence abuse academic acceptance access accident according accordingly account accounts accusation
    accused achievement acquisition across act action activist activists actor actors actress actresses
    adaptation addition additionally address adjustment administrators admission admittedly adoption adult
    advance advantage adversary advertisement advertiser adviser advisor advocates affair affected affiliate
    afterward afterwards agency agenda agents aggregate agreement agriculture aid aides aim air aircraft
    airlines airports alarm albeit alcohol alert algorithms alike all allegation alliance allied allies almost
    along alongside already alternative although amateur ambassador ambition ambulance amendment amid amidst
    amongst amount analyses analyst analysts ancestor anchor ancient android anger angry animal anniversary
    announcement annual another answer antenna anti antibiotic antibody anxiety any anybody anyone anything
    anyway apart apartment apex apology app apparently appeals appearance appliance applicants applications
    appointment approach approval apps archaeologists architect archive area argument armed armour army around
    arrangement arrests arrival artefact article artifact artist artiste artists artwork aside asked aspect
    assault assembly assessment asset assistance assistants asteroid astronauts astronomer athlete athletes
    atmosphere atom attacker attackers attempts attendance attendee attention attorney attraction auction
    audience audio audit auditors author authorities authors automakers avalanche average award awareness babies
    backups bacteria bag bail balance ball ballot bands banker bankers bankruptcy banks bans bar barrel barrier
    base based basic basis bath batsman battery battle beach bean beast beauty bed bee beef beer beforehand
    beginning behavior behaviour behind belief benchmarks beneath beneficiary benefit beside besides best better
    beyond bicycle bidder bids big bike billionaire bills biographer biologists birds birth blame blast blaze
    bloggers blood blue board boats body bomb bonds bonus book boot border born borrower bosses both botnets
    bots bottle bottleneck boundary bowl bowler boxer boys brain branch brand bread breaking breakthrough breath
    breeder bribe brick bride bridge briefing broad broadcast broadcaster broker brother browser browsers brush
    budget bugs builder builds built bulk bullet burden bureaucrat burglar burglary burial bus buses businesses
    businessman businesswoman busy button buyers cab cabin cable calculation calendar caller calls camera camp
    campaign campaigners campus cancellation cancer candidate candidates candle cap capacity capital capitalist
    capsule captain carbon card care career caretaker cargo carmaker carrier cars cartoon cases cash cast castle
    casualty catalogue catastrophe catch category cats cattle cause cautious ceasefire ceiling celebration
    celebrity cellphone cemetery censors census center centre century ceremony certain certificate chain chair
    challenge champion change channel chapter character charger charges charity chart chatbots cheap check
    cheese chef chemical chemist chief child children chip chips choice chronic cigarette cinema cinematographer
    circuit circumstance citizens city civil civilian claimant claims clash class classic classified classroom
    clause cleaner cleric clerk click clients climate climber clinic clinical clinician clip clock close closed
    closure cloth cloud clubs clue coach coal coalition coast coastal cocktail code coffee coin cold
    collaboration collapse colleague collection collector colleges collision colonial color colour columnist
    combat combination combined comedian comedy comet comfort comic command commander comment commentary
    commentator commerce commercial commitment commits committee commodity common community commuter companies
    company comparing comparison compensation competition competitive competitors compilers complaints complete
    complex complication component composer comprehensive compromise computers concentration concept concerned
    concerning concert concession conclusion concrete condition conference confidence confidential confirmation
    conflict confusion connection conscious consensus consent consequently conservationist conservative
    consideration considering console consortium constant constituent construction consultant consultation
    consumers consumption contact containers contamination contemporary contender content contest contestant
    context continued contract contractors contrary contribution contributors control controller controversial
    controversy convention conventional conversation conversely conversion convict conviction cooking cool
    cooperation cop copies cops core corn corner corporate corporation correct correction correspondent corrupt
    corruption costs costume cotton council councillor counsel count counter counterpart counties countries coup
    couple courage courier course court courtroom courts cover coverage cow crack craft crash crater creation
    creative creators creature credit creditor crews cricketer crime criminals crisis critic critics crop
    crossing crowd crucial cruel cruise crypto cryptocurrency cultural culture cup curator cure curfew currency
    current currently curriculum customer customers cut cutting cyber cybercriminal cybersecurity cycle cyclist
    cyclone dad dairy dam damage dance dancer danger dangerous dark dashboard data datasets dating daughter day
    dead deadline deadly dealers dealership deals deaths debate debris debt debtor debut decade decision deck
    declaration decline decorated dedicated deep deeper default defeat defect defence defendant defender defense
    deficit definition degree delay delegate delegation deletion deliveries delivery demand democracy democratic
    demonstration demonstrator denial density dentist departments departure dependence depending deployment
    deposits depression deputy description desert design designer desk desktop despite destination destruction
    details detainee detection detective detention developer developers development device devices diabetes
    diagnosis dialogue diary dictator diesel diet difference different difficult difficulty digital dinner
    dinosaur diplomacy diplomat direct direction director directors disability disabled disagreement disaster
    discharge disclosure discount discrimination discussion disease dish disks disorder display dispute
    disruption dissident distance distant distribution distributor district diver diverse diversity dividend
    division divorce doctor doctors doctrine documentary documents dogs dollar domain domestic donation donors
    door dose double doubt download downtime downturn draft drama dramatic drawing dream dress drink drinker
    drive driver drivers driving drone drop drought drug drummer dry duration during dust duty dying dynamic ear
    earlier early earnings earthquakes eastern easy economic economists economy ecosystem edit edition editor
    editors educated education educator effect effective efficiency effort egg eight eighty elder elderly
    elected election elections electorate electric electricity electron electronic element elephant elevator
    eleven elite elsewhere embassy emergency emission emotion emotional emperor emphasis empire employee
    employees employer employment empty encounter encouraging encryption end ending enemy energy enforcement
    engine engineer engineers enough enquiry enrollment enrolment entertainer entertainment enthusiasts entire
    entity entrance entrant entrepreneur entry environment environmental environmentalist epidemic episode equal
    equality equipment equity era errors eruption escape essay essential established estate estimate ethnic
    evacuation evacuee evaluation even event eventually every everybody everyone evidence evil evolution exact
    exam examination examiner example excavation excellent except exceptional excess exchange excitement
    excluding exclusive execution executive executives exemption exercise exhibit exhibition exile existence
    existing exit expansion expectation expedition expenditure expense expensive experience experiment
    experimental expert experts explanation exploits explosion explosive export exporter exposure extension
    extensive external extra extract extreme extremist eye eyewitness fabric face faced facility fact faction
    factor factories faculty failures fair fake fall false fame familiar families famine famous fans fantasy
    fare farm farmer farmers fashion fast faster fatal fatality fathers fault favorite favourite fear feature
    federal federation feedback feeling fees fellow female feminist fence ferry fertility festival feud fever
    fewer fiction fierce fifteen fifty fight fighter figure files film filmmaker filmmakers final finalist
    finance financial financier financing finding fines finger firearm firefighters fires firing firms firmware
    first fish fisheries fisherman fitness fixed fixes flag flagship flat flaw fleet flexibility flexible
    flights floods floor flow flower flu fluid flyer focus fog folk follower following food fool foot footage
    footballer force forecast forecaster foreign foreigner forensic forest forever forks form formal format
    formation former formula forty forum fossil foundation founded founder founders four fourteen fraction
    frameworks fraud fraudster free freedom freelance freezing freight frequency frequent fresh freshwater
    friendly friends friendship frozen fruit frustrated fuel fugitive full fully function fundamental funding
    fundraiser fundraising funeral funny furniture further fury fusion future gain galaxy gallery gambler
    gambling gamers games gang gangster garage garbage garden gardener garment gas gasoline gate gathering gay
    gear gender generation generator generic generous genetic genius genome genre geological geologist ghost
    giant gift girls given glacier global goal goalkeeper goats god gold golfer good gorilla governance
    government governments grade gradual graduate graduation graffiti grain grand granddaughter grandfather
    grandmother grandson granted graph graphics grass grassroots grave gravity great greater greenhouse grid
    grief grocery groom gross ground group groups grower growth guarantee guard guess guests guidance guide
    guideline guilt guilty guitar guitarist gun gunfire gunman gunmen gunshot gym gymnast habit habitat hacker
    hackers hair half hall hand handful handset harassment hard hardliner hardly hardware harm harsh harvest hat
    hate hazard head headline headquarters headset health healthcare healthy hearing heart heat heatwave heavy
    heir helicopter helmet help hen hence henceforth herd heritage heroin hidden high higher hike hiker hiring
    historian historic historical history hit hobby holders hole holiday home homeless homeowner homicide honest
    honey honor honour horror horse hospital hospitality hospitalizations hospitals host hostages hostile hot
    hotels hour house households housing huge human humanitarian humanity humble hundreds hunger hunting
    hurricane husband hybrid hydrogen hygiene hypertension ice icon iconic idea ideal identity ideology illegal
    illness image imaging immediate immense immigrant immigration immune immunity impact implementation
    implication import importance important importer impressive improved improvement inasmuch incentive incident
    including income increase incumbent indeed independence independent index indication indictment indigenous
    individual indoor industrial industrialist industry inequality infant infections inflation influencers
    informal information infrastructure ingredient inhabitant initial initiative injured injury injustice inmate
    inner innocent innovation innovative innovator inquiry insect inside insider insight insofar inspection
    inspectors inspiration install installation instance instant instead instinct institution institutional
    instruction instructor instrument insurance insurers insurgent integration intellectual intelligence intense
    intensive interaction interest interface interim interior intermediate international interpreter
    intervention interview introduction intruders invasion invention inventor inventory investigating
    investigation investigators investment investor investors invitation iron islamist islands isolated
    isolation issues italian item jacket jail jailed jet jeweller jewellery jewelry job jobs joint joke journal
    journalism journalist journalists journey judge judgement judges judgment judicial jump junior jurisdiction
    juror jury juveniles keen keeper kernels key keyboard keys kid kidnapper killer killing kitchen knee knife
    knowledge known lab labels laboratory labour lack lady land landlord landmark landowner landscape landslide
    lane languages laptops large larger largest laser last late later latest laugh launch launcher laureate
    lawmaker lawmakers laws lawsuit lawyer lawyers layer layoffs layout lead leader leaders leadership leaf
    league leak learner learning lease leather lecture lecturer led left leg legacy legal legend legendary
    legislation legislator legislature leisure lenders length lens less lesson lest letter level liability
    liberal liberty librarian libraries library licence licences license lie lifestyle light lightning likely
    likewise limit line link liquid liquidity list listener literacy literature litigation live living load loan
    lobby lobbyist local locals location lockdown locker logistics logo logs lone long longer longtime losers
    losses lost loud lover low lower loyal loyalty luck lunar lunch lung luxury lyricist machinery machines made
    magazine magistrate magnet magnetic mainstream maintainer maintainers maintenance majority makers male
    malware man management manager managers mandate mandatory manifesto mankind manner manual manufacturer
    manufacturing manuscript many map marathon margins marine marker market marketer marketplace markets
    marriage married martyr mask mass massacre massive material math mathematician mathematics matter mature
    maximum maybe mayor mayors meal meaning meanwhile measure measurement meat mechanic mechanical mechanism
    medal media mediator medical medication medicine medieval meditation medium meeting melting members
    membership memo memorial memory mental mentor merchant merchants merger merit mess messages metal meteor
    meteorologist method methodology metric middle midfielder midnight migrants mild mile militants military
    militia milk millionaire millions miner mineral mines minimum mining ministerial ministers ministry minority
    minors minute miracle misconduct misinformation missile missing mission mistake mix mixed mob mobile
    mobility mode model models moderate moderators modern modest molecule moment momentum monetary money
    monitoring monk monkey monopoly monster monthly months monument mood moral moreover morning mortality
    mortgage mosque mosquito most mostly mothers motion motive motor motorcycle motorcyclist motorists mountain
    mountaineer mouse mouth movement movie mud multimedia multinational multiplayer multiple murder murderer
    muscle museum music musical musician mutation mutual mystery myth naked named names narrow nasty national
    nationalist nations nationwide native natural naval navigation navy nearly necessary neck need negative
    negotiations negotiator neighborhood neighbour neighbourhood neighbours neither nerve net network networks
    neural neuroscientist neutral nevertheless new newcomer newer news newspaper newsroom night nightclub
    nightmare nine ninety nobody noise nomination nominee none nonetheless nonprofit normal northeast northern
    northwest nose notable notably note notebook nothing notice notification notorious notwithstanding novel
    novelist nuclear number numerous nurse nursery nursing nutrition nutritionist oath obesity object objection
    objective obligation observation observatory obstacle obvious occasion occupant occupation occupier offence
    offender offense offensive offer office officers official officials offline offshore offspring oil oilfield
    okay old older oldest olympic ombudsman once one ongoing online onlooker only onset open opener operation
    operational operator operators opinion opponents opportunity opposite opposition optical optimism optimistic
    option oral orbit orbital orchestra orders ordinary organ organic organisations organisers organizations
    organizers origin original orphan orthodox others otherwise outage outages outbreak outcome outdoor outer
    outgoing outlet output outrage outright outside outsider outstanding overall overnight overseas oversight
    owing owner owners ownership oxygen pace pacer package packages pact pain painful painkiller paint painter
    pair palace panel panelist panic paper parade parallel parameters parcel pardon parents parking
    parliamentary parole part partial participants participation particle partners partnership party passage
    passenger passengers passerby passersby passion passwords past paste pastor patches patent path pathogen
    patience patients patrol pattern pay payload payment payments payout payroll peace peaceful peak peasant
    pedestrian peer penalties pending pension pensioner people pepper percentage perfect perform performance
    performer perhaps period permanent permission permit perpetrator person personal personality personnel
    perspective pesticide pet petition petrol pharmacist pharmacy phase phenomenon philanthropist philosopher
    philosophy phishing phone phones photographer photos phrase physical physician physicist physics pianist
    picture piece pilgrim pill pilot pilots pipe pipeline pirate pitch pizza place plague plain plaintiff plane
    planet planetary planner plans plants plasma plastic plate platform play playback player players playoff
    plea pleasure plot plug plumber plume plus pocket podcast poem poet point poison police policeman policemen
    policewoman policy policyholder policymaker political politician politicians poll pollen pollster pollution
    pool poor pop popular population populist portable portion portrait ports position positive possession
    possibility possible postal poster potential poverty powder power powerful practical practice practitioner
    pragmatic prayer precious precise precision predator predecessor prediction preference pregnancy pregnant
    prehistoric prejudice preliminary premier premium preparation presence present presentation presenter
    preservation president presidential press pressure prestigious previous previously prey price prices pricing
    priest primary primate princess principal principle print printer priority prison prisoner prisoners privacy
    private privatisation prize probability probe problems procedure proceeding proceeds process processors
    proclamation procurement producer producers product production productivity products profession professional
    professor profile profit profitability profitable profits program programme programmers progress progressive
    prohibition project projection projects prominent promise promoter promotion prompt proof propaganda
    property proponent proportion proposal proposed prosecution prosecutors prospect prosperity protection
    protein protesters protestor protests protocol prototype provider provinces provision psychiatrist
    psychological psychologist psychology pub public publication publicity publisher publishers publishing
    pundit punishment pupil purchaser purchases pure purpose pursuit qualification qualified qualifying quality
    quantity quantum quarter quarterback quarterfinal quarterly quest question questionnaire queue quick quiet
    quota quotation quote rabbit race racial racing racism radar radiation radical radio radioactive rage raid
    raider rail railroad railway rain rainfall rally random range ransom ransomware rape rapper rare rates
    rather rating ratio raw reach reaction reactor readers reading real realistic reality reason rebel rebellion
    rebels rebound receipt recent reception recession recipe recipient reclusive recognition recommendation
    reconstruction record records recovery recruit recruiter recruitment recycling red reduction referee
    reference referendum reform reformer refugees refund refusal regarding regardless regime regional regions
    register registration regular regulation regulator regulators regulatory rehearsal rejection related
    relation relationship relatives release relevant reliability relief religion religious reluctant remainder
    remains remark remarkable remedy reminder remote removal renewable renewed renovation rent rental renter
    repair repatriation repeat replacement replica reply report reportedly reporter reporters repositories
    representation representative republic reputation request requirement rescue rescuers research researcher
    researchers reservation reserve reservoir residence residential residents resignation resistance resolution
    resort resource respect respondent response responsibility responsible rest restaurants restoration
    restriction restructuring result resume retail retailers retaliation retired retiree retirement retreat
    return reunion revelation revenge revenue reverse review reviewers revised revision revolution revolutionary
    reward rhetoric rhythm rice rider rifle rights riot rioter rise rising risk risky ritual rival rivalry
    rivals river road roadmap roadside robber robbery robot robotic robust rock rocket role roof rookie room
    root rope rough round route routine row royalty rubber rubbish ruin rules ruling rumor rumour runner running
    runway rural sabotage sacrifice sad safe safety sailors saint salary sales salesman salesperson sample
    sanctions sanctuary sand satellites satisfaction sauce savings scale scam scammer scandal scarcity scenario
    scene scenery sceptic schedule scheme scholar scholarship schoolchildren schools scientific scientist
    scientists scope score scorer screens script scrutiny sculptor sculpture sea seal searcher searches season
    seat second secondary secret secretary section sector secure security seed seen seizure select selection
    selector sellers semester semiconductor senate senator senior sense sensitive sensor sentences sentiment
    separate separately separatist sequel sequence serial series serious sermon servant server servers service
    services session set setback setting settlement settler seven seventy several severe sewage sex sexual
    shadow shape share shared shareholders shares shark sheep sheet shelter shift shipments shipping ships shock
    shooter shooting shopkeeper shoppers shops shore short shortage shorter shortfall shortly shot shoulder
    shutdown sibling sick side sight sign signatory signature significance significant silence silent silicon
    similar similarly simple simulation since singer singers single sister site situation six sixteen sixty size
    skeleton skeptic ski skill skin skipper skull slave slavery sleep slight slogan slow slowdown slower slum
    smaller smart smartphone smartwatch smell smile smoke smoker smoking smooth smuggler snack snake sniper snow
    soap social socialist society soft software soil solar soldiers sole solicitor solid solo solution some
    somebody someone something song songwriter soon sophisticated sorry soul sound sources southeast southern
    southwest sovereign soybean space spacecraft spam spare spatial speaker special specialist species specific
    specification spectacular spectator speculation speech speed spelling spending spicy spider spin spinner
    spirit spiritual split spokesman spokespeople spokesperson spokeswoman sponsor sponsorship spot spouse
    spread sprinter spy spyware squad stability stable stadium staff staffer stage stain stake stakeholder stamp
    stand standard star startups state statement states static station statistic statistical statistician statue
    status statute steady steep stem step stereotype sticker stimulus stocks stolen stomach stop storage stores
    storms story straight strain strange stranger strategic strategist strategy streamer streaming street
    strength stress strict striker strikes string strip stroke stronger structural structure struggle student
    students studio study stuff style subject submarine submission subscribers subscriptions subsequent
    subsidiary subsidy substance substantial substitute subtle suburb suburban success successful successive
    successor sudden suffering sufficient sugar suggestion suicide suit summary summit sunlight super superhero
    superior supermarkets supermodel superpower superstar supervision supervisor supplement supplier suppliers
    supply support supporters supreme surface surge surgeon surgeons surgery surgical surplus surprise surrender
    surrogate surrounding surveillance survey surveyor survival survivors suspects suspension suspicion
    suspicious sustainability sustainable swarm sweet swimmer swimming symbol symbolic sympathy symptom syndrome
    synthetic syringe systems tablet tackle tactic tactical tail taken takeover tale talent talks tall tanker
    tape tariffs task taste taxation taxes taxi taxpayer tea teacher teachers teaching team teams tear tech
    technical technicians technique technological technology teen teenager teenagers telecom telephone telescope
    television temperatures temporary ten tenant tendency tennis tens tension tent terminal terms territory
    terror terrorism terrorist testers testimony tests text textbook textile theater theatre theft theme
    theorist theory therapist therapy thereafter thereby therefore thief thieves thin thing thinker third thirty
    thousands thread threat three threshold throne throughout thunderstorm thus tickets tide tight timber
    timetable timing tiny tip tire tired tissue title tobacco toddler together toilet tokens told toll tomb
    tomorrow tone tool tooth top topic torch tornado torture total touching tough tour tourism tourist
    tournament toward towards towns toxic toy track tractor trade trader trading tradition traditional
    traditionalist traffic trafficker trafficking tragedy tragic trail trailer trainee trainer trains
    transaction transcript transfer transformation transition translation translator transmission transparency
    transparent transplant transport transportation trap trauma traveler travellers travelling treasure
    treasurer treasury treat treatment treaty trees trend trials tribal tribe tribute trick triumph troops
    trophy tropical trouble truck trucker trustee truth tsunami tube tumor tumour tune tunnel turbine turmoil
    turnout turnover tutor twelve twenty twice twin twist two tycoon type typhoon typical tyre ultimate umbrella
    umpire unanimous unauthorised unauthorized uncertain uncertainty uncle under undercover underground
    underneath understanding underwater unemployment unexpected unfair unhappy unidentified uniform union unions
    unique universal universities university unknown unlike unlikely unlimited unpaid unprecedented unrest
    unusual upcoming update updates upgrades upper uprising urban urgent usage useful user users usual utility
    vacancy vacation vaccination vaccines vague valid valley valuable valuation value vandal variable variant
    variation variety various vast vegetable vegetarian vehicle vendor vendors venue verdict verification
    versatile verse version versions versus vertical vessel veteran veterinarian via viable vibrant vice vicious
    victim victims video view viewers viewpoint villagers villages villain violation violence violent violin
    violinist viral virtual virus visible visit visitors visual vital vitamin vocal voice volcanic volcano
    volume voluntary volunteers voters votes voting voucher voyage vulnerabilities vulnerable wages wait waiter
    waitress walk wall wallet war warehouse warm warning warrant warranty warrior wartime wash waste watch
    watchdog watcher water waterfall wave way weak weaker weakness wealth wealthy weapon wearable weather
    website wedding weekend weekly weeks weights weird welcome welfare western wet whale whatever whatsoever
    wheat wheel whenever whereas whereby wherever whether whichever whistleblower whoever wholesalers whose
    wicket wicketkeeper wide widespread widow wife wild wilderness wildfire wildlife willing win wind window
    wine winger winner winners winning winter wire wireless wise wit withdrawal witnesses woman women wonder
    wooden wool work worker workers workforce workloads workplace workshop world worldwide worm worried worry
    worse worst worth wound wreck wreckage wrestler writer writers writing written wrong yard year yearly years
    yellow yesterday yields young younger youngster youth zero zone zoo
""".split()
)
"""Nouns, adjectives and the like. Words that are firms, works or surnames as often are left out on purpose."""

OPENER_STEMS = frozenset(stem(word) for word in OPENERS)
