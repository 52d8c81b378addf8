/** What the pages of the assets call things. */
import { type Schemas } from '../../words.ts';

export type Asset = Schemas['AssetCard'];
export type Category = Schemas['AssetCategory'];

export const vehicleUseNames: Readonly<Record<Schemas['VehicleUse'], string>> = {
  leader: '主要负责人用车',
  confidential: '机要通信用车',
  emergency: '应急保障用车',
  enforcement: '执法执勤用车',
  special: '特种专业技术用车',
  retired: '离退休干部服务用车',
  other: '其他用车',
};

export const acquisitionNames: Readonly<Record<Schemas['Acquisition'], string>> = {
  bought: '购置',
  received: '无偿调入',
  surplus: '盘盈',
  opening: '期初',
};

export const disposalNames: Readonly<Record<Schemas['DisposalManner'], string>> = {
  scrapped: '报废',
  sold: '出售',
  given: '无偿调出',
  missing: '盘亏',
};

export const optionsOf = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));

/** By top class, as the standard has them. */
export function categoryOptions(categories: readonly Category[]) {
  return categories.map(({ key, class: top, className, name, lifeMonths, verified }) => {
    const life = lifeMonths === null ? '不提折旧' : `不低于${lifeMonths / 12}年${verified ? '' : '，待核'}`;
    return { value: key, label: `${top} ${className} · ${name}（${life}）` };
  });
}
