"""The story in English: names, and what people said and wrote. Keys are those of the other languages."""

COMPANY = "Lypa & Dub"
USERS = {
    "olena": "Olena Kovalchuk", "andrii": "Andrii Melnyk", "iryna": "Iryna Shevchuk", "bohdan": "Bohdan Kravets",
    "solomiia": "Solomiia Hrytsenko", "taras": "Taras Bondarenko", "maksym": "Maksym Lysenko", "nadiia": "Nadiia Panchenko",
}
TEAMS = {"house": "Lypa & Dub", "sales": "Sales", "workshop": "Design and workshop", "office": "Office"}
LISTS = {
    "source": {
        "friend": "Recommended", "site": "Our site", "social": "Instagram", "passing": "Saw the showroom",
        "architect": "Architects", "fair": "Kyiv Design Week", "again": "Came back",
    },
    "loss_reason": {
        "price": "Too expensive", "slow": "We were too slow", "competitor": "Took another maker", "postponed": "Put off the repair",
        "material": "Wanted a material we do not work with", "silent": "Stopped answering",
    },
    "decline_reason": {"spam": "Advertising", "far": "Too far for fitting", "notours": "Not what we make"},
    "industry": {
        "cafes": "Cafés and restaurants", "hotels": "Hotels", "clinics": "Clinics", "builders": "Developers",
        "architects": "Architects and designers", "schools": "Schools and kindergartens", "shops": "Shops", "offices": "Offices",
        "makers": "Furniture makers", "materials": "Timber and hardware",
    },
}
TAGS = {
    "cafe": "café", "architect": "architect", "vip": "careful with dates", "oak": "solid oak", "repeat": "second order",
    "tender": "tender", "warranty": "warranty", "family": "with children",
}
FIELDS = {
    "terms": "Terms of payment", "wood": "Wood", "floor": "Floor and lift", "fitting_on": "Fitting promised for",
    "woods": {"oak": "Oak", "ash": "Ash", "walnut": "Walnut", "beech": "Beech", "birch": "Birch plywood", "mdf": "Painted MDF"},
}
TERMS = {
    "half": "50 / 50", "forty": "40% ahead, 60% on fitting", "seventy": "70% ahead, 30% on fitting", "thirds": "In three parts",
    "after": "30 days after the act", "delivery": "On delivery",
}
PIPELINES = {
    "kitchens": (
        "Kitchens and interiors",
        {
            "enquiry": ("Enquiry", "Ask for the room, the term and who decides. No prices before the measuring."),
            "measuring": ("Measuring", "Walls, sockets, water, lift. Photos into the files the same day."),
            "design": ("Design", "Two versions at most; show wood samples in daylight."),
            "quote": ("Quote sent", "Call within two days: ask what is missing for a yes."),
            "agreement": ("Agreement", "Dates, prepayment and fitting are settled in writing."),
        },
    ),
    "small": (
        "Repairs and small orders",
        {
            "enquiry": ("Enquiry", "A photo and the size are enough to begin."),
            "look": ("Looked at", "Say the price on the spot if it can be done in a day."),
            "agreed": ("Agreed", "Day and hour of the visit, who is at home."),
        },
    ),
}
COMPANIES = {
    "hora": ("Hora Group", "Velyka Zhytomyrska 20", "Kyiv"), "kavova": ("Kavova Hora", "Reitarska 8", "Kyiv"),
    "linia": ("Bureau Linia", "Turhenivska 38", "Kyiv"), "brama": ("Hotel Stara Brama", "Virmenska 14", "Lviv"),
    "zelenyi": ("Zelenyi Dvir Clinic", "Yaroslavska 14", "Kyiv"), "medvin": ("Medvin Dental", "Antonovycha 51", "Kyiv"),
    "teplo": ("Teplo Bakery", "Nyzhnii Val 23", "Kyiv"), "prostir": ("Studio Prostir", "Saksahanskoho 70", "Kyiv"),
    "school": ("School 12, Brovary", "Kyivska 149", "Brovary"), "vesna": ("Vesna Developers", "Dniprovska 3", "Vyshhorod"),
    "books": ("Dnipro Books", "Yavornytskoho 60", "Dnipro"), "loft": ("Kyiv Loft Offices", "Kyrylivska 40", "Kyiv"),
    "ptakhy": ("Ptakhy Kindergarten", "Heroiv Dnipra 12", "Kyiv"), "knyhy": ("Kava i Knyhy", "Sahaidachnoho 29", "Kyiv"),
    "lis": ("Karpatskyi Lis Sawmill", "Lisova 2", "Kolomyia"), "zavisa": ("Zavisa Hardware", "Boryspilska 9", "Kyiv"),
    "lak": ("Lak i Olia Finishes", "Promyslova 4", "Bila Tserkva"), "yasen": ("Yasen Kitchens", "Berkovetska 6", "Kyiv"),
}
PEOPLE = {
    "halyna": ("Halyna", "Moroz", "Owner"), "artem": ("Artem", "Levchenko", "Finance"),
    "daryna": ("Daryna", "Shust", "Runs Reitarska"), "oleh": ("Oleh", "Tymchuk", "Landlord’s engineer"),
    "kateryna": ("Kateryna", "Savchenko", "Architect"), "hordii": ("Hordii", "Nazarenko", "Architect"),
    "dmytro": ("Dmytro", "Zinchenko", "Director"), "valentyna": ("Valentyna", "Honchar", "Chief accountant"),
    "oksana": ("Oksana", "Vlasenko", "Head physician"), "viktor": ("Viktor", "Romaniuk", "Owner"),
    "tetiana": ("Tetiana", "Rudenko", "Owner"), "yuliia": ("Yuliia", "Polishchuk", "Interior designer"),
    "larysa": ("Larysa", "Danylenko", "Deputy head"), "roman": ("Roman", "Hnatiuk", "Head of purchasing"),
    "yevhen": ("Yevhen", "Chornyi", "Site manager"), "serhii": ("Serhii", "Oliinyk", "Owner"),
    "ihor": ("Ihor", "Marchenko", "Managing partner"), "zoriana": ("Zoriana", "Kostenko", "Office manager"),
    "svitlana": ("Svitlana", "Bilous", "Head"), "pavlo": ("Pavlo", "Bilyk", "Owner"),
    "mykhailo": ("Mykhailo", "Tkach", "Sales"), "inna": ("Inna", "Tarasenko", "Key accounts"),
    "oleksandr": ("Oleksandr", "Petrenko", ""), "nataliia": ("Nataliia", "Kuzmenko", ""), "hanna": ("Hanna", "Pavlenko", ""),
    "anton": ("Anton", "Yaremenko", "Interior designer"), "liudmyla": ("Liudmyla", "Sydorenko", ""),
    "vadym": ("Vadym", "Koval", ""), "mariana": ("Mariana", "Levytska", ""), "petro": ("Petro", "Zakharchuk", ""),
}
RELATIONS = {
    "recommends": "recommends us to", "married": "married to", "designs": "designs for", "works": "works at", "landlord": "looks after the building of",
}
DEALS = {
    "sviatoshyn": "Kitchen 4.2 m, Sviatoshyn", "counter": "Bookshop counter", "shelves": "Shelves for two shops",
    "bathroom": "Bathroom cabinets, two", "wardrobe": "Wardrobe room", "table": "Meeting table, 3.6 m",
    "treatment": "Three treatment rooms", "obolon": "Oak kitchen, Obolon", "office": "Office for 22 people",
    "lisovyi": "Kitchen, Lisovyi", "playroom": "Playroom cabinets", "flats": "Wardrobes for 14 flats",
    "villa": "Villa in Koncha-Zaspa", "library": "Library, Podil flat", "bar": "Bar and 12 stools", "lobby": "Lobby panels",
    "cafe": "Café on Reitarska", "reading": "Reading room", "stand": "Showroom stand", "teplodesk": "Reception, Teplo Bakery",
    "irpin": "Kitchen in Irpin", "rooms": "24 rooms, oak", "pharmacy": "Pharmacy drawers", "benches": "Waiting-room benches",
    "desk": "Reception desk", "terrace": "Terrace furniture", "podil": "Bar, Podil", "tables12": "Twelve café tables",
    "kiosk": "Kiosk at the station", "bedroom": "Bedroom in ash", "stairs": "Stairs and rail in oak", "kitchen9": "Kitchen on the 9th floor",
    "lockers": "Lockers for teachers", "cloakroom": "Cloakroom for three groups", "showcase": "Bread showcase", "cabinet": "Cabinet for X-rays",
    "suite": "Two trial rooms", "attic": "Built-in attic cupboards", "bathvesna": "Bathrooms for 14 flats", "vitrines": "Vitrines for the shop",
    "kitchenp": "Kitchen, Pechersk", "phones": "Four phone booths", "desks": "Desks for an open space", "study": "Study in walnut",
    "kids": "Children’s room, two beds", "dacha": "Kitchen for the dacha", "lounge": "Lounge of the hotel", "shop2": "Second shop, counters",
    "wall": "Slatted wall", "hall": "Hall with a bench", "kitchen4": "Glossy kitchen, 4 m", "archive": "Archive shelves",
    "gallery": "Gallery counter", "villa2": "Guest house of the villa", "front": "Drawer front came off", "hinge": "Hinges, 26 doors",
    "scratch": "Scratch on the table top", "shelf": "One more shelf", "handles": "New handles, whole kitchen", "oil": "Oiling the worktop",
    "leg": "Table leg", "lock": "Locks for six drawers", "plinth": "Swollen plinth", "drawer": "Drawers that stick",
}
PRODUCTS = {
    "bar52": "Bar in oak, 5.2 m", "tableash": "Café table in ash, 70 × 70", "coat": "Coat wall", "bed": "Bed with headboard, oak",
    "nightstand": "Bedside table, oak", "roomwardrobe": "Wardrobe, oak front", "wardrobeflat": "Sliding wardrobe, 2.4 m",
    "kitchenm": "Kitchen, running metre, oak", "worktop": "Worktop in quartz", "fitting": "Delivery and fitting", "stool": "Bar stool",
    "barm": "Bar front, slatted", "treat": "Cabinets for a treatment room", "bench": "Bench, 1.8 m", "deskr": "Reception desk, curved",
    "cabinet": "Cabinet behind the desk",
}
STEPS = {
    "cafe": "Call Halyna Moroz about the revised quote", "rooms": "Send the contract to Hotel Stara Brama",
    "desk": "Agree on the prepayment with Viktor Romaniuk", "treatment": "Measure three treatment rooms",
    "villa": "Show oak and walnut veneers", "reading": "Call back: fitting date for the library shelves",
    "tables12": "Ask production when the 12 café tables are ready", "stand": "Reply to Yuliia Polishchuk: edge banding samples",
    "credit": "Check the credit limit before the second batch", "planning": "Planning with Andrii",
    "sviatoshyn": "Call back: has the plan of the flat come?",
    "bathroom": "Visit and measure both bathrooms", "wardrobe": "Show the sketch of the wardrobe room", "table": "Call about the legs: steel or oak",
    "office": "Send the quote for 22 desks", "lisovyi": "Measure the kitchen", "playroom": "Measure the playroom",
    "library": "Show the 3D view", "bar": "Visit: heights of bar and stools", "lobby": "Bring samples of stained veneer",
    "teplodesk": "Call: decision about the reception", "irpin": "Call: does the budget hold", "pharmacy": "Check that the prepayment came",
    "benches": "Get the contract signed", "scratch": "Come with wax and oil", "lock": "Call when the locks have come",
    "hinge": "Replace the hinges", "plinth": "Look at the plinth", "handles": "Bring three handles to choose from",
    "samples": "Order new oak samples for the showroom", "pricelist": "New price list from Karpatskyi Lis",
    "reconcile": "Reconcile accounts with suppliers", "photos": "Photograph the fitted bar for Instagram", "cleanup": "Sort the board: who is silent?",
    "veneer": "Order walnut veneer for Koncha-Zaspa", "cards": "Write New Year cards to regular customers", "blades": "Send saw blades for sharpening",
}
PLACES = {"showroom": "Showroom, table 2", "customer": "At the customer’s", "office": "Our office", "online": "By video"}
TITLES = {
    "enquiry_call": "First call", "measure": "Measuring", "draw": "Draw the first version", "samples_meeting": "Samples and first version",
    "send_quote": "Send the quote", "quote_call": "Call about the quote", "agree_meeting": "Dates, prepayment, fitting",
    "lost_call": "Last call", "thanks_call": "Call after the fitting", "look_visit": "Look at it on the spot", "contract": "Prepare the contract",
}
SAID = {
    "enquiry": [
        "Wants it before the New Year. Sends the plan of the flat tonight.", "Found us through friends; asked about oak and about terms of payment.",
        "Compares three makers, decides within the month.", "Asked whether we take the old furniture away. We do.",
        "The room is ready in three weeks, floor is being laid now.", "Decides together with the husband; best after seven in the evening.",
        "Was in the showroom on Saturday, liked the oiled oak.", "Has a drawing from an architect, needs a price by Friday.",
        "Wants only local wood, asked for a certificate.", "Budget is fixed, asked what can be left out.",
    ],
    "measured": [
        "The wall by the window leans 18 mm over 2.4 m: a scribed side panel is needed.", "Sockets stand 12 cm lower than on the plan. Asked the electrician to move two.",
        "The lift is 1.1 m deep: worktop in two parts, joint over the dishwasher.", "Floor differs by 9 mm from door to window, legs must be adjustable.",
        "Ventilation shaft 320 × 410 in the corner is not on the plan. Photos in files.", "Gas pipe in the lower cabinet, back panel must come off without tools.",
        "Stairs only, third floor, turn of 86 cm. Tall cabinets in two parts.", "Ceiling 2,680 on the left, 2,694 on the right. Cornice will hide it.",
        "Radiator sticks out 14 cm: the shelf above needs a grille.", "Walls are plasterboard, asked the builders for blocks at 1,450 and 2,100.",
    ],
    "drawn": [
        "First version is in files. Asked for drawers instead of the two lower doors.", "Changed the fronts to a vertical veneer, price goes up by 6%.",
        "They liked the second version; the island becomes 20 cm shorter.", "Hinges with dampers everywhere, handles are milled. Agreed by mail.",
        "Saved 11% by birch plywood inside, oak only where it is seen.", "Showed three samples in daylight: natural oil, not lacquer.",
        "The light strip needs a driver: put it into the plinth on the left.", "Depth 560 instead of 600, or the door to the balcony does not open.",
    ],
    "quoted": [
        "Read it, asks to split delivery into two parts.", "Too much by about a tenth; will look for what can go.", "Likes it, waits for the second partner to come back on Monday.",
        "Asked for the same in ash. Recalculated, minus 8%.", "No answer, will try tomorrow morning.", "Wants a reference: sent photos of the bar in Podil.",
        "Everything is clear; asked for a contract with a penalty for delay.", "Accountant asks for payment after the act. Offered 40/60.",
    ],
    "agreed": [
        "Prepayment 40%, fitting on two days, we take away the packaging.", "They want it before the opening; agreed on a Saturday fitting.",
        "Contract goes to their lawyer, answer by Thursday.", "Agreed. Material can be ordered as soon as the money has come.",
        "Asked for a year more of warranty on hinges. Agreed.", "Final sizes signed on every sheet.",
    ],
    "won": [
        "Fitted in two days, one front will be redone for free.", "Everybody is happy, asked for two more shelves in spring.", "Signed the act; may we take photos: yes.",
        "Balance was paid on the same day.", "Will recommend us to the neighbours from the fifth floor.", "The act is signed, a small scratch was mended on the spot.",
    ],
    "price": ["A factory kitchen costs them a third less. We part as friends.", "The budget was cut in half, oak is out of question."],
    "slow": ["We kept them waiting for the design for three weeks. Our fault.", "They needed it in four weeks, we could do it in nine."],
    "competitor": ["Took Yasen Kitchens: they promised five weeks.", "Their builder brought his own carpenter."],
    "postponed": ["The repair is put off until summer. Call in May.", "The landlord did not prolong the lease, they look for another place."],
    "material": ["They want acrylic fronts with gloss. We do not do those.", "Needed steel worktops, sent them to a partner."],
    "silent": ["Third call without an answer. I close it.", "Reads messages, does not answer. Closed, a note for spring."],
    "look": [
        "Can be done on the spot, half an hour.", "The part has to be made anew: five days.", "Under warranty, free of charge.", "The screw has torn out of the chipboard of another maker; we reinforce it.",
    ],
}
CAFE = {
    "meeting": ("Meeting at Reitarska 8: Halyna, Daryna, Taras", "Bar of 5.2 m, twelve tables, coat wall. Opening planned for 20 January."),
    "lean": "The wall by the window leans 18 mm over 2.4 m, so the bar needs a scribed back panel. @Maksym Lysenko, please add 3 h in the shop. Photos in files.",
    "ash": "Artem asks whether the twelve tables can be ash instead of oak, and how much that takes off. They decide before Friday, the landlord presses.",
    "noanswer": "No answer", "noanswer_title": "Call Halyna Moroz",
    "landlord": "Oleh Tymchuk does not let us drill the facade wall. The coat wall stands on its own frame.",
    "price": "Ash takes off 14,400. Halyna wants to see both sums side by side.",
}
MORE_NOTES = {
    "kavova": "Pays on the day, but only against a paper invoice. The courier goes to Reitarska, not to the office.",
    "linia": "Kateryna brings two or three customers a year. A bottle of wine at New Year, never a commission: she asked for that herself.",
    "brama": "The house is a monument: nothing is fixed to the walls of the old wing.",
    "vesna": "Every batch is accepted by Yevhen flat by flat. Count the handles twice.",
    "school": "State money: contract, then everything else. Closed in July.",
    "lis": "Dry oak only from chamber 2. The last pack was 11% moisture, we sent it back.",
    "zelenyi": "Work only after 19:00 or on Sunday, no dust: they have patients.",
}
LEADS = {
    "kitchen": ("Kitchen 4.2 m, price?", "Good afternoon! How much is a kitchen of 4.2 m along one wall, oak fronts, without appliances? The flat is in Sviatoshyn, we move in March.", "Mariia Fedorenko", ""),
    "missed": ("Missed call", "", "", ""),
    "chairs": ("Twenty chairs for a café in Lviv", "We open in February and look for twenty chairs in beech, to be stacked. Do you deliver to Lviv?", "Ostap Dziuba", "Kava na Virmenskii"),
    "repaint": ("Do you repaint fronts?", "The kitchen is ten years old and strong, only the colour is tired. 14 fronts, painted MDF. Do you do that?", "Olha Stets", ""),
    "shelving": ("Shelving for 12 desks", "We move to a new office on Kyrylivska in January. Needed: shelving between desks, 12 places, with plants. Please come and measure.", "Denys Prokopenko", "Hrafit Studio"),
    "stairs": ("Stairs, 15 steps", "Concrete stairs in a house in Hatne, to be covered in ash. Photos attached. When could somebody come?", "Yaroslav Mazur", ""),
    "seo": ("First page in a month!", "We bring your site to the first page for a fixed price.", "Growth Team", "Top Rank"),
    "chipboard": ("Cheap chipboard wardrobes, 40 pieces", "Need 40 wardrobes of chipboard for a hostel, the cheapest.", "Ruslan Bondar", "Hostel Start"),
    "uzhhorod": ("Kitchen in Uzhhorod", "Could you make and fit a kitchen in Uzhhorod before Easter?", "Eva Horvat", ""),
    "again": ("One more table for Reitarska?", "Daryna asks whether a thirteenth table can still be added.", "Daryna Shust", "Kavova Hora"),
}
DECLINED = {"seo": "", "chipboard": "We work in solid wood and plywood; sent them to a factory.", "uzhhorod": "Fitting 800 km away would cost as much as the kitchen."}
VIEWS = {
    "architects": "Architects, Kyiv", "cafes": "Café fit-outs",
    "big": "Over 300,000", "won": "Won this year",
}
CHECKLIST = ["Walls and corners", "Sockets and water", "Lift and stairs", "Photos into files"]
REGIONS = {"kyiv": "Kyiv", "lviv": "Lviv"}
