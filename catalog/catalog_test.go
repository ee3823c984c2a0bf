package catalog_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/catalog"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

func viewing(t *testing.T) context.Context {
	return auth.WithViewer(t.Context(), auth.NewViewer(1, "ada", "Ada", catalog.PermissionView))
}

func ptr[T any](v T) *T { return &v }

// shop inserts products with the given SKU, price ("" for none) and description.
func shop(t *testing.T, db *postgres.DB, products ...[3]string) {
	t.Helper()
	for _, p := range products {
		pgtest.Product(t, db, func(product *model.Product) {
			product.SKU, product.Price, product.Description = p[0], nil, p[2]
			if p[1] != "" {
				product.Price = pgtest.Decimal(p[1])
			}
		})
	}
}

func skus(page *model.Page[*model.Product]) string {
	var list []string
	for _, p := range page.Nodes() {
		list = append(list, p.SKU)
	}
	return strings.Join(list, " ")
}

func TestFilters(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	shop(t, db,
		[3]string{"007", "1.00", "Red LANTERN"},
		[3]string{"15056n", "2.00", "Parasol natural"},
		[3]string{"15056N", "3.00", "Parasol 100% natural"},
		[3]string{"X_1", "", ""},
	)
	price := func(text string) *filter.Decimal { return &filter.Decimal{Gte: pgtest.Decimal(text)} }
	cases := map[string]struct {
		where *catalog.Filter
		want  string
	}{
		"none":                  {nil, "007 15056N 15056n X_1"},
		"empty":                 {&catalog.Filter{}, "007 15056N 15056n X_1"},
		"case counts in codes":  {&catalog.Filter{SKU: &filter.String{Eq: ptr("15056n")}}, "15056n"},
		"search ignores case":   {&catalog.Filter{Search: ptr("lantern red")}, "007"},
		"search in codes":       {&catalog.Filter{Search: ptr("5056N")}, "15056N 15056n"},
		"percent is no pattern": {&catalog.Filter{Search: ptr("100%")}, "15056N"},
		"nor is underscore":     {&catalog.Filter{Search: ptr("_1")}, "X_1"},
		"blank search":          {&catalog.Filter{Search: ptr("  ")}, "007 15056N 15056n X_1"},
		"price":                 {&catalog.Filter{Price: price("2")}, "15056N 15056n"},
		"no price":              {&catalog.Filter{Price: &filter.Decimal{IsNull: ptr(true)}}, "X_1"},
		"list":                  {&catalog.Filter{SKU: &filter.String{In: []string{"007", "X_1", `a"b\c,{d}'`}}}, "007 X_1"},
		"list of ids":           {&catalog.Filter{ID: &filter.ID{In: []model.ID{model.NewID("Product", 0)}}}, ""},
		"not in a list":         {&catalog.Filter{Not: &catalog.Filter{SKU: &filter.String{In: []string{"007"}}}}, "15056N 15056n X_1"},
		"several values":        {&catalog.Filter{Price: &filter.Decimal{Gt: pgtest.Decimal("1"), Lt: pgtest.Decimal("2.5")}, Active: &filter.Boolean{Eq: ptr(true)}}, "15056n"},
		"empty list":            {&catalog.Filter{SKU: &filter.String{In: []string{}}}, ""},
		"or": {&catalog.Filter{Or: []*catalog.Filter{
			{SKU: &filter.String{StartsWith: ptr("00")}}, {Description: &filter.String{Contains: ptr("100%")}},
		}}, "007 15056N"},
		"not takes unknown in": {&catalog.Filter{Not: &catalog.Filter{Price: price("2")}}, "007 X_1"},
		"or with an empty filter matches all": {&catalog.Filter{Or: []*catalog.Filter{
			{}, {SKU: &filter.String{Eq: ptr("007")}},
		}}, "007 15056N 15056n X_1"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			page, err := catalog.New(db).Products(viewing(t), catalog.Query{Where: c.where, First: 10})
			if err != nil {
				t.Fatal(err)
			}
			if got := skus(page); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			n, err := catalog.New(db).Count(viewing(t), c.where)
			if want := len(strings.Fields(c.want)); err != nil || n != want {
				t.Errorf("counted %d (%v), want %d", n, err, want)
			}
		})
	}
}

func TestSearchFollowsChanges(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	shop(t, db, [3]string{"A", "1", "Old name"})
	if _, err := db.NewUpdate().Table("product").Set("description = 'New name'").Where("sku = 'A'").Exec(t.Context()); err != nil {
		t.Fatal(err)
	}
	for word, want := range map[string]string{"old": "", "new": "A"} {
		page, err := catalog.New(db).Products(viewing(t), catalog.Query{Where: &catalog.Filter{Search: &word}, First: 10})
		if err != nil || skus(page) != want {
			t.Errorf("search for %s found %q (%v), want %q", word, skus(page), err, want)
		}
	}
}

// Every order must show each product once, whatever the size of the pages.
func TestPagesAreComplete(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	shop(t, db,
		[3]string{"A", "2.00", "same"}, [3]string{"B", "", "same"}, [3]string{"C", "1.00", "other"},
		[3]string{"D", "2.00", "same"}, [3]string{"E", "", ""}, [3]string{"F", "0.00", "zebra"}, [3]string{"G", "2.00", "same"},
	)
	want := map[catalog.Order]string{
		{Field: catalog.OrderBySKU, Direction: model.Ascending}:          "A B C D E F G",
		{Field: catalog.OrderBySKU, Direction: model.Descending}:         "G F E D C B A",
		{Field: catalog.OrderByPrice, Direction: model.Ascending}:        "F C A D G B E",
		{Field: catalog.OrderByPrice, Direction: model.Descending}:       "E B G D A C F",
		{Field: catalog.OrderByDescription, Direction: model.Ascending}:  "E C A B D G F",
		{Field: catalog.OrderByDescription, Direction: model.Descending}: "F G D B A C E",
	}
	for order, wanted := range want {
		for first := 1; first <= 8; first++ {
			var all []string
			var after *string
			for {
				page, err := catalog.New(db).Products(viewing(t), catalog.Query{OrderBy: &order, First: first, After: after})
				if err != nil {
					t.Fatal(err)
				}
				all = append(all, strings.Fields(skus(page))...)
				if !page.HasNext {
					break
				}
				after = &page.Edges[len(page.Edges)-1].Cursor
			}
			if diff := cmp.Diff(strings.Fields(wanted), all); diff != "" {
				t.Errorf("%v, %d a page (-want +got)\n%s", order, first, diff)
			}
		}
	}
}

func TestBadInput(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	c := catalog.New(db)
	deep := &catalog.Filter{}
	for range 10 {
		deep = &catalog.Filter{Not: deep}
	}
	wide := &catalog.Filter{Or: make([]*catalog.Filter, 101)}
	for i := range wide.Or {
		wide.Or[i] = &catalog.Filter{}
	}
	priceCursor := filter.Order{Name: "PRICE", Column: "x", Key: "x"}.Cursor(ptr("1"), 1)
	badPrice := filter.Order{Name: "PRICE", Column: "x", Key: "x"}.Cursor(ptr("a lot"), 1)
	cases := map[string]struct {
		query catalog.Query
		code  model.Code
		field string
	}{
		"no page":         {catalog.Query{First: 0}, model.CodeInvalid, "first"},
		"huge page":       {catalog.Query{First: 1_000_000}, model.CodeInvalid, "first"},
		"10-deep filter":  {catalog.Query{First: 1, Where: deep}, model.CodeLimit, "where.not.not.not.not.not.not"},
		"wide filter":     {catalog.Query{First: 1, Where: wide}, model.CodeLimit, "where.or.99"},
		"bad cursor":      {catalog.Query{First: 1, After: ptr("nonsense")}, model.CodeInvalid, "after"},
		"foreign cursor":  {catalog.Query{First: 1, After: &priceCursor}, model.CodeInvalid, "after"},
		"forged cursor":   {catalog.Query{First: 1, After: &badPrice, OrderBy: &catalog.Order{Field: catalog.OrderByPrice}}, model.CodeInvalid, "after"},
		"long text":       {catalog.Query{First: 1, Where: &catalog.Filter{Search: ptr(strings.Repeat("a", 201))}}, model.CodeInvalid, "where.search"},
		"many words":      {catalog.Query{First: 1, Where: &catalog.Filter{Search: ptr(strings.Repeat("a ", 11))}}, model.CodeInvalid, "where.search"},
		"NUL":             {catalog.Query{First: 1, Where: &catalog.Filter{SKU: &filter.String{Eq: ptr("a\x00")}}}, model.CodeInvalid, "where.sku"},
		"id of a product": {catalog.Query{First: 1, Where: &catalog.Filter{Brand: &filter.ID{Eq: ptr(model.NewID("Product", 1))}}}, model.CodeInvalid, "where.brand"},
	}
	for name, bad := range cases {
		t.Run(name, func(t *testing.T) {
			_, err := c.Products(viewing(t), bad.query)
			if model.CodeOf(err) != bad.code {
				t.Fatalf("got %v, want %s", err, bad.code)
			}
			if e := (*model.Error)(nil); errors.As(err, &e) && e.Field != bad.field {
				t.Errorf("blames %q, want %q", e.Field, bad.field)
			}
		})
	}
	if _, err := c.Products(t.Context(), catalog.Query{First: 1}); model.CodeOf(err) != model.CodeUnauthenticated {
		t.Errorf("a guest got %v", err)
	}
	powerless := auth.WithViewer(t.Context(), auth.NewViewer(2, "bob", "Bob"))
	if _, err := c.Products(powerless, catalog.Query{First: 1}); model.CodeOf(err) != model.CodeForbidden {
		t.Errorf("a user without the permission got %v", err)
	}
}

func TestDescribe(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	dairy := pgtest.Department(t, db)
	bySKU := func(sku string) *catalog.Filter { return &catalog.Filter{SKU: &filter.String{Eq: &sku}} }
	tests := []struct {
		filter *catalog.Filter
		want   string
	}{
		{nil, "all products"},
		{&catalog.Filter{}, "all products"},
		{&catalog.Filter{
			Department: &filter.ID{Eq: ptr(model.NewID("Department", dairy.ID))},
			Price:      &filter.Decimal{Lt: pgtest.Decimal("5")},
			Active:     &filter.Boolean{Eq: ptr(true)},
			Or:         []*catalog.Filter{{Search: ptr("milk")}, {SKU: &filter.String{StartsWith: ptr("M")}}},
		}, "department = " + dairy.Name + " and price < 5 and active and (text has “milk” or SKU starts with “M”)"},
		{&catalog.Filter{Brand: &filter.ID{In: []model.ID{model.NewID("Brand", 9)}}}, "brand is one of #9"},
		{&catalog.Filter{SKU: &filter.String{In: []string{}}}, "SKU is one of nothing"},
		{&catalog.Filter{SKU: &filter.String{In: []string{"1", "2", "3", "4", "5", "6", "7"}}}, "SKU is one of 1, 2, 3, 4, 5 and 2 more"},
		{&catalog.Filter{GTIN: &filter.String{IsNull: ptr(true)}, Cost: &filter.Decimal{IsNull: ptr(false)}}, "no GTIN and any cost"},
		{&catalog.Filter{Not: &catalog.Filter{Or: []*catalog.Filter{bySKU("A"), bySKU("B")}}}, "not (SKU = “A” or SKU = “B”)"},
		{&catalog.Filter{Not: &catalog.Filter{And: []*catalog.Filter{bySKU("A"), bySKU("B")}}}, "not (SKU = “A” and SKU = “B”)"},
		{&catalog.Filter{Or: []*catalog.Filter{bySKU("A")}}, "SKU = “A”"},
		{&catalog.Filter{Or: []*catalog.Filter{bySKU("A"), {}}}, "all products"}, // the empty one matches all
	}
	for _, tt := range tests {
		if got, err := catalog.Describe(t.Context(), db, tt.filter); err != nil || got != tt.want {
			t.Errorf("got %q (%v), want %q", got, err, tt.want)
		}
	}
}
