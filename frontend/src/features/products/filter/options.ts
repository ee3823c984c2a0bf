import { useEffect, useState } from 'react';
import { useClient, useQuery } from 'urql';
import { graphql } from '~/graphql/graphql';

const departmentsQuery = graphql(`
  query Departments {
    departments {
      id
      name
    }
  }
`);

const brandsQuery = graphql(`
  query Brands($search: String) {
    brands(search: $search) {
      id
      name
    }
  }
`);

const vendorsQuery = graphql(`
  query Vendors($search: String) {
    vendors(search: $search) {
      id
      name
    }
  }
`);

const nameQuery = graphql(`
  query ReferenceName($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on Department {
        name
      }
      ... on Brand {
        name
      }
      ... on Vendor {
        name
      }
    }
  }
`);

export type ReferenceKind = 'department' | 'brand' | 'vendor';
export type Option = { value: string; label: string };

/** What can be chosen for a reference: all departments, or the brands or vendors that match a text. */
export function useOptions(kind: ReferenceKind, search: string, selected: string[]): Option[] {
  const variables = { search: search || null };
  const [departments] = useQuery({ query: departmentsQuery, pause: kind !== 'department' });
  const [brands] = useQuery({ query: brandsQuery, variables, pause: kind !== 'brand' });
  const [vendors] = useQuery({ query: vendorsQuery, variables, pause: kind !== 'vendor' });
  const found = {
    department: departments.data?.departments,
    brand: brands.data?.brands,
    vendor: vendors.data?.vendors,
  }[kind];
  const options = (found ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const listed = new Set(options.map((option) => option.value));
  const missing = selected.filter((id) => !listed.has(id));
  const names = useNames(missing);
  return [...options, ...missing.map((id) => ({ value: id, label: names.get(id) ?? '…' }))];
}

/** The names of references that a list left out: chosen ones are shown even if the search does not match them. */
function useNames(ids: string[]): Map<string, string> {
  const client = useClient();
  const [names, setNames] = useState<Map<string, string>>(new Map());
  const unknown = ids.filter((id) => !names.has(id)).join(' ');
  useEffect(() => {
    for (const id of unknown.split(' ').filter(Boolean)) {
      void client
        .query(nameQuery, { id })
        .toPromise()
        .then(({ data }) => {
          const node = data?.node;
          const name = node && 'name' in node ? node.name : 'Unknown';
          setNames((known) => new Map(known).set(id, name));
        });
    }
  }, [client, unknown]);
  return names;
}
