/** A settlement layer by layer, as routes tell it: what came to each, what it took by which parameters, what it left. */
import { type SettlementLayer } from '@mingzhang/bureau';
import { formatYuan } from '@mingzhang/kernel';
import { z } from 'zod';

const layer = z
  .object({
    layer: z.string().describe('basic 基本医保，critical-illness 大病保险，assistance 医疗救助等'),
    name: z.string(),
    enters: z.string().describe('到这一层的金额，元'),
    takes: z.string().describe('这一层付的，元；费用分类一层是不报销的'),
    leaves: z.string().describe('留给下一层的，元'),
    notApplied: z.string().nullable().describe('没有这一层的原因；有这一层的为 null'),
    staff: z.array(z.string()).describe('算式，供经办人员'),
    patient: z.array(z.string()).describe('同样的算式，供参保人'),
    parameters: z.array(
      z.object({
        key: z.string(),
        name: z.string(),
        printed: z.string(),
        instrument: z.string().nullable(),
        article: z.string().nullable(),
        grade: z.string(),
        confirmedBy: z.string().nullable(),
        supposed: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'SettlementLayer', description: '结算的一层：进多少，付多少，按哪些参数，留多少' });

export const layersShape = z.array(layer).describe('逐层推导，按先后');

export function layersShown(layers: readonly SettlementLayer[]): z.infer<typeof layersShape> {
  return layers.map(({ enters, takes, leaves, staff, patient, parameters, ...rest }) => ({
    ...rest,
    enters: formatYuan(enters),
    takes: formatYuan(takes),
    leaves: formatYuan(leaves),
    staff: [...staff],
    patient: [...patient],
    parameters: parameters.map((one) => ({ ...one })),
  }));
}
