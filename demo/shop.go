package demo

// department is a part of the shop with what it sells: a product is a variant
// of an item in one of the sizes.
type department struct {
	name     string
	items    []string
	variants []string
	sizes    []string
	from, to int // the cheapest and the dearest price, in cents
}

var departments = []department{
	{
		name:     "Fruit & Vegetables",
		items:    []string{"Apples", "Pears", "Carrots", "Tomatoes", "Potatoes", "Onions", "Lettuce", "Peppers", "Lemons", "Bananas", "Mushrooms", "Spinach"},
		variants: []string{"Organic", "Loose", "Baby", "Ripe & Ready", "Washed", "Family Pack", "Local", "Large", "Heritage", "Mixed"},
		sizes:    []string{"250 g", "500 g", "1 kg", "2 kg", "each", ""},
		from:     49, to: 599,
	},
	{
		name:     "Bakery",
		items:    []string{"Loaf", "Rolls", "Croissants", "Bagels", "Baguette", "Muffins", "Crumpets", "Flatbread", "Scones", "Cake"},
		variants: []string{"Wholemeal", "White", "Sourdough", "Seeded", "Rye", "Gluten-Free", "Buttered", "Blueberry", "Cinnamon", "Olive"},
		sizes:    []string{"400 g", "800 g", "pack of 4", "pack of 6", "each"},
		from:     60, to: 650,
	},
	{
		name:     "Dairy & Eggs",
		items:    []string{"Milk", "Butter", "Yogurt", "Cheddar", "Brie", "Cream", "Eggs", "Crème Fraîche", "Mozzarella", "Kefir"},
		variants: []string{"Organic", "Whole", "Semi-Skimmed", "Free-Range", "Lactose-Free", "Salted", "Mature", "Mild", "Strawberry", "Natural"},
		sizes:    []string{"150 g", "250 g", "500 g", "500 ml", "1 l", "2 l", "pack of 6", "pack of 12"},
		from:     55, to: 799,
	},
	{
		name:     "Meat & Fish",
		items:    []string{"Chicken Breast", "Beef Mince", "Pork Chops", "Lamb Shoulder", "Sausages", "Bacon", "Salmon Fillet", "Cod Fillet", "Prawns", "Meatballs"},
		variants: []string{"Free-Range", "Organic", "Smoked", "Marinated", "Lean", "Chunky", "Herbed", "Peppered", "Thick-Cut", "Frozen"},
		sizes:    []string{"200 g", "250 g", "400 g", "500 g", "1 kg"},
		from:     199, to: 2499,
	},
	{
		name:     "Pantry",
		items:    []string{"Spaghetti", "Basmati Rice", "Olive Oil", "Chopped Tomatoes", "Chickpeas", "Plain Flour", "Honey", "Strawberry Jam", "Porridge Oats", "Vegetable Stock", "Soy Sauce", "Mustard"},
		variants: []string{"Classic", "Organic", "Extra", "Wholegrain", "Low-Salt", "Traditional", "Premium", "Value", "Spicy", "Mild"},
		sizes:    []string{"200 g", "400 g", "500 g", "1 kg", "250 ml", "500 ml", "1 l"},
		from:     45, to: 1299,
	},
	{
		name:     "Snacks & Sweets",
		items:    []string{"Crisps", "Popcorn", "Chocolate Bar", "Shortbread", "Wine Gums", "Cashews", "Oat Biscuits", "Liquorice", "Rice Cakes", "Fudge"},
		variants: []string{"Sea Salt", "Salted Caramel", "Dark", "Milk", "Smoky", "Sweet Chili", "Lemon", "Ginger", "Crunchy", "Sour"},
		sizes:    []string{"25 g", "40 g", "100 g", "150 g", "200 g", "6 × 25 g"},
		from:     50, to: 699,
	},
	{
		name:     "Drinks",
		items:    []string{"Orange Juice", "Lemonade", "Sparkling Water", "Ground Coffee", "Breakfast Tea", "Cola", "Apple Juice", "Ginger Beer", "Tonic Water", "Hot Chocolate"},
		variants: []string{"Freshly Pressed", "No Added Sugar", "Organic", "Classic", "Strong", "Decaffeinated", "Cloudy", "Light", "Fair Trade", "Elderflower"},
		sizes:    []string{"330 ml", "500 ml", "1 l", "1.5 l", "6 × 330 ml", "250 g", "80 bags"},
		from:     59, to: 1199,
	},
	{
		name:     "Household",
		items:    []string{"Dish Soap", "Laundry Powder", "Kitchen Roll", "Bin Bags", "Sponges", "Surface Cleaner", "Light Bulb", "Batteries", "Foil", "Candles"},
		variants: []string{"Lemon", "Lavender", "Unscented", "Extra Strong", "Eco", "Sensitive", "Long-Life", "Double", "Ultra", "Everyday"},
		sizes:    []string{"500 ml", "1 l", "2 kg", "pack of 2", "pack of 4", "pack of 10", "20 m"},
		from:     79, to: 1899,
	},
	{
		name:     "Health & Beauty",
		items:    []string{"Shampoo", "Shower Gel", "Toothpaste", "Hand Cream", "Lip Balm", "Soap Bar", "Face Mask", "Deodorant", "Bath Salts", "Plasters"},
		variants: []string{"Rose", "Mint", "Aloe Vera", "Sensitive", "Coconut", "Charcoal", "Tea Tree", "Argan", "Fragrance-Free", "Vanilla"},
		sizes:    []string{"50 ml", "75 ml", "100 ml", "250 ml", "400 ml", "100 g", "pack of 20"},
		from:     99, to: 2499,
	},
	{
		name:     "Kitchen & Dining",
		items:    []string{"Mug", "Teapot", "Cake Tin", "Chopping Board", "Tea Towel", "Lunch Box", "Cookie Cutter", "Egg Cup", "Jam Jar", "Apron", "Cutlery Set", "Bowl"},
		variants: []string{"Retro Spot", "Vintage", "Enamel", "Blue Stripe", "Wooden", "Floral", "Ceramic", "Red", "Cream", "Copper"},
		sizes:    []string{"", "small", "medium", "large", "set of 2", "set of 4", "set of 6"},
		from:     125, to: 4999,
	},
	{
		name:     "Gifts & Cards",
		items:    []string{"Birthday Card", "Gift Bag", "Wrapping Paper", "Photo Frame", "Scented Candle", "Notebook", "Key Ring", "Jigsaw Puzzle", "Bunting", "Trinket Box"},
		variants: []string{"Polka Dot", "Heart", "Owl", "London Bus", "Butterfly", "Paisley", "Gold", "Silver", "Woodland", "Dolly Girl"},
		sizes:    []string{"", "A5", "A4", "pack of 3", "pack of 12", "3 m"},
		from:     42, to: 2995,
	},
	{
		name:     "Garden & Seasonal",
		items:    []string{"Plant Pot", "Watering Can", "Bird Feeder", "Lantern", "Fairy Lights", "Seed Mix", "Garden Twine", "Wreath", "Paper Star", "Parasol"},
		variants: []string{"Terracotta", "Zinc", "Hanging", "Solar", "Christmas", "Easter", "Wildflower", "Rustic", "White", "Green"},
		sizes:    []string{"", "10 cm", "20 cm", "30 cm", "pack of 10", "50 m"},
		from:     89, to: 5999,
	},
}

// A brand is a pair of one word each.
var (
	brandFirst  = []string{"Blue", "Golden", "Little", "Old", "Silver", "Wild", "Copper", "Green", "Honest", "North"}
	brandSecond = []string{"Heron", "Acre", "Harbor", "Kettle", "Meadow", "Lantern", "Orchard", "Thimble", "Anchor", "Sparrow"}
)

// vendorKinds go with a surname.
var vendorKinds = []string{"Wholesale", "Trading", "Foods", "& Daughters", "Imports"}
