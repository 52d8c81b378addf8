/** Part M: posts, people and offices at the end of a year. */
import { type Db } from '../../books/index.ts';
import { asked, type ComputedFigure, type Coordinates, type Evidence, readOnce } from '../../figures/index.ts';
import { ofUnits, registerFigure, yearEnd } from '../register-figure.ts';
import { type Post, postNames, posts, type StaffState, standingNames, standingOn } from './decide.ts';
import { type ListedPerson, listApprovedPosts, listInternalOffices, listPersons } from './records.ts';

/** 参公事业编制 is a kind of 事业编制; 工勤 stands in the whole only. */
function postsAt(at: Coordinates): readonly Post[] {
  const wanted = asked(at, 'post');
  if (wanted === null) return posts;
  return wanted.flatMap(
    (post) => (post === 'institution' ? ['institution', 'civil-service'] : [post as Post]) as Post[],
  );
}

const byPost = [{ post: 'administrative' }, { post: 'institution' }, { post: 'workman' }];

function personsOf(db: Db, unit: string): Promise<readonly ListedPerson[]> {
  return readOnce(db, `persons ${unit}`, () => listPersons(db, unit));
}

/** People who stand as asked at the end of the year; each is counted once. */
function peopleWho(
  figure: string,
  wanted: (state: StaffState, at: Coordinates) => boolean,
  places: readonly Coordinates[] = [],
): ComputedFigure {
  return registerFigure({
    figure,
    places,
    rows: (db, units, { year, at }) =>
      ofUnits(units, async (unit) => {
        const people = await personsOf(db, unit);
        if (people.length === 0) return null;
        return people.flatMap((person) => {
          const state = standingOn(person.events, yearEnd(year));
          return state !== null && wanted(state, at) ? [personRow(unit, person, state)] : [];
        });
      }),
  });
}

function personRow(unit: string, { id, name, events }: ListedPerson, state: StaffState): Evidence {
  const last = events.findLast(({ date }) => date === state.since);
  const post = state.post === null ? '' : `，${postNames[state.post]}`;
  return {
    id: `${unit}/${id}`,
    register: '人员台账',
    date: state.since,
    text: `${name}：${standingNames[state.standing]}${post}`,
    amount: '1',
    ...(last === undefined || last.document === '' ? {} : { reference: last.document }),
  };
}

async function transferredOut(db: Db, unit: string, year: number): Promise<readonly Evidence[] | null> {
  const people = await personsOf(db, unit);
  if (people.length === 0) return null;
  return people.flatMap(({ id, name, events }) =>
    events
      .filter(({ kind, date }) => kind === 'transferred-out' && date.startsWith(`${year}-`))
      .map((event) => ({
        id: `${unit}/${id}/${event.id}`,
        register: '人员台账',
        date: event.date,
        text: `${name}：调出`,
        amount: '1',
        ...(event.document === '' ? {} : { reference: event.document }),
      })),
  );
}

async function approvedPosts(db: Db, unit: string, year: number, at: Coordinates): Promise<readonly Evidence[] | null> {
  const approved = (await readOnce(db, `approved posts ${unit}`, () => listApprovedPosts(db, unit))).filter(
    ({ from }) => from <= yearEnd(year),
  );
  if (approved.length === 0) return null;
  return postsAt(at).flatMap((post) => {
    const latest = approved.filter((one) => one.post === post).at(-1);
    if (latest === undefined || latest.count === 0) return [];
    const { id, from, count, document } = latest;
    const text = `${postNames[post]}${count}名`;
    return [
      { id: `${unit}/${id}`, register: '编制台账', date: from, text, amount: String(count), reference: document },
    ];
  });
}

async function internalOffices(db: Db, unit: string, year: number): Promise<readonly Evidence[] | null> {
  const offices = await listInternalOffices(db, unit);
  if (offices.length === 0) return null;
  return offices
    .filter(
      ({ from, abolishedFrom }) => from <= yearEnd(year) && (abolishedFrom === null || abolishedFrom > yearEnd(year)),
    )
    .map(({ id, name, from, document }) => {
      return { id: `${unit}/${id}`, register: '机构台账', date: from, text: name, amount: '1', reference: document };
    });
}

export const staffFigures: readonly ComputedFigure[] = [
  registerFigure({
    figure: 'internal-offices',
    rows: (db, units, { year }) => ofUnits(units, (unit) => internalOffices(db, unit, year)),
  }),
  registerFigure({
    figure: 'staff-transferred-out',
    rows: (db, units, { year }) => ofUnits(units, (unit) => transferredOut(db, unit, year)),
  }),
  registerFigure({
    figure: 'approved-posts',
    places: byPost,
    rows: (db, units, { year, at }) => ofUnits(units, (unit) => approvedPosts(db, unit, year, at)),
  }),
  peopleWho(
    'staff-in-post',
    ({ standing, post }, at) => standing === 'in-post' && post !== null && postsAt(at).includes(post),
    byPost,
  ),
  peopleWho('public-welfare-posts', ({ standing }) => standing === 'public-welfare'),
  peopleWho(
    'retired-staff',
    ({ standing }, at) => (asked(at, 'status') ?? ['retired', 'retired-cadre']).includes(standing),
    [{ status: 'retired' }, { status: 'retired-cadre' }],
  ),
  peopleWho(
    'section-heads',
    ({ standing, rank }) => standing === 'in-post' && (rank === 'section-chief' || rank === 'deputy-section-chief'),
  ),
];
