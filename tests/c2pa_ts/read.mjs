// Prints what an MP4's Content Credentials say, and whether they hold, as JSON.
import { readFile } from "node:fs/promises";
import { BMFF } from "@trustnxt/c2pa-ts/asset";
import { SuperBox } from "@trustnxt/c2pa-ts/jumbf";
import { ManifestStore, ValidationResult } from "@trustnxt/c2pa-ts/manifest";

BMFF.canReadBrands.add("isom"); // MP4 is made of the same boxes as HEIC, by which it is known

const film = new BMFF(await readFile(process.argv[2]));
const boxes = film.getManifestJUMBF();
if (!boxes) {
  console.log(JSON.stringify({ found: false }));
  process.exit(0);
}
let manifest, result;
try {
  const store = ManifestStore.read(SuperBox.fromBuffer(boxes));
  manifest = store.getActiveManifest();
  result = await store.validate(film);
} catch (error) {
  result = ValidationResult.fromError(error);
}
const assertions = manifest?.assertions?.assertions ?? [];
const actions = assertions.flatMap((one) => one.actions ?? []);
console.log(
  JSON.stringify({
    found: true,
    valid: result.isValid,
    passed: result.statusEntries.filter((one) => one.success).map((one) => one.code),
    failed: result.statusEntries.filter((one) => !one.success).map((one) => one.code),
    actions: actions.map((one) => [one.action, one.digitalSourceType ?? null]),
    ingredients: assertions
      .filter((one) => one.relationship)
      .map((one) => [one.relationship, one.title]),
    by: manifest?.claim?.claimGeneratorName,
  }),
);
