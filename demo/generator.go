package demo

import (
	"fmt"
	"math/big"
	"math/rand/v2"

	"github.com/brianvoe/gofakeit/v7"
	"github.com/jackc/pgx/v5/pgtype"

	"github.com/sluicehq/sluice/model"
)

// seed makes every demo catalog the same.
const seed = 20101201

const (
	brandCount  = 60
	vendorCount = 25
)

// prefix starts all GTINs: GS1 leaves 20 to 29 for use inside a company, so that
// none of ours is that of a real product.
const prefix = "20"

// generator makes one product after another.
type generator struct {
	fake    *gofakeit.Faker
	brands  []string
	vendors []string
}

func newGenerator() *generator {
	g := &generator{fake: gofakeit.NewFaker(rand.NewPCG(seed, seed), false)}
	for _, first := range brandFirst {
		for _, second := range brandSecond {
			g.brands = append(g.brands, first+" "+second)
		}
	}
	g.fake.ShuffleStrings(g.brands)
	g.brands = g.brands[:brandCount]
	known := map[string]bool{}
	for len(g.vendors) < vendorCount {
		name := g.fake.LastName() + " " + g.fake.RandomString(vendorKinds)
		if !known[name] {
			known[name] = true
			g.vendors = append(g.vendors, name)
		}
	}
	return g
}

// product is a product by the positions of its names.
type product struct {
	sku, gtin, description, size string
	department, brand, vendor    int // brand: -1 for none
	cost, price                  pgtype.Numeric
	active                       bool
}

// next makes the product of a number, which starts at 1. Numbers must come in
// order.
func (g *generator) next(number int) product {
	p := product{
		sku:        fmt.Sprintf("%07d", number),
		department: g.fake.IntN(len(departments)),
		brand:      g.fake.IntN(len(g.brands)),
		vendor:     g.fake.IntN(len(g.vendors)),
		active:     !g.oneIn(20),
	}
	d := departments[p.department]
	p.description = g.fake.RandomString(d.variants) + " " + g.fake.RandomString(d.items)
	p.size = g.fake.RandomString(d.sizes)
	if !g.oneIn(10) {
		digits := prefix + fmt.Sprintf("%010d", number)
		p.gtin = digits + string(model.GTINCheckDigit(digits))
	}
	if g.oneIn(8) {
		p.brand = -1
	}
	price := g.price(d)
	share := 45 + g.fake.IntN(40) // of the cost in the price, in percent
	if g.oneIn(100) {
		share = 110
	}
	if !g.oneIn(50) {
		p.price = amount(price, -2)
	}
	if !g.oneIn(25) {
		p.cost = amount(price*share, -4)
	}
	return p
}

// price is a price in cents: most are low, and end in 5 or 9.
func (g *generator) price(d department) int {
	low := g.fake.Float64()
	cents := d.from + int(low*low*float64(d.to-d.from))
	if g.oneIn(4) {
		return cents
	}
	return cents - cents%10 + []int{5, 9, 9}[g.fake.IntN(3)]
}

func (g *generator) oneIn(n int) bool { return g.fake.IntN(n) == 0 }

// amount is n times ten to the power of exponent.
func amount(n, exponent int) pgtype.Numeric {
	return pgtype.Numeric{Int: big.NewInt(int64(n)), Exp: int32(exponent), Valid: true}
}
