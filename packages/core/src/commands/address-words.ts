import type { AddressField, AddressProblem } from "@nexusone/contracts/addresses";
import { fill } from "@nexusone/contracts/locale";
import type { ChatLanguage } from "@nexusone/contracts/whatsapp-terms";

type Words = Readonly<Record<ChatLanguage, string>>;
/** What is asked one after the other; the country decides about the rest. */
export const ASKED = ["country", "name", "line1", "zip", "city", "province", "taxId", "phone"] as const;
export type AskedField = (typeof ASKED)[number];
export const isAsked = (field: AddressField): field is AskedField => ASKED.some((one) => one === field);

const QUESTIONS: Readonly<Record<AskedField, Words>> = {
  country: {
    en: "To which country shall we deliver?",
    fr: "Dans quel pays devons-nous livrer ?",
    es: "¿A qué país lo enviamos?",
    pt: "Para qual país devemos enviar?",
    ar: "إلى أي بلد نرسل الطلب؟",
  },
  name: {
    en: "Who receives the parcel? First and last name, please.",
    fr: "Qui reçoit le colis ? Prénom et nom, s'il vous plaît.",
    es: "¿Quién recibe el paquete? Nombre y apellido, por favor.",
    pt: "Quem recebe o pacote? Nome e sobrenome, por favor.",
    ar: "من يستلم الطرد؟ الاسم الكامل من فضلك.",
  },
  line1: {
    en: "Street and house number?",
    fr: "Rue et numéro ?",
    es: "¿Calle y número?",
    pt: "Rua e número?",
    ar: "الشارع ورقم المنزل؟",
  },
  zip: {
    en: "Which postcode?",
    fr: "Quel code postal ?",
    es: "¿Qué código postal?",
    pt: "Qual é o CEP ou código postal?",
    ar: "ما هو الرمز البريدي؟",
  },
  city: { en: "Which city?", fr: "Quelle ville ?", es: "¿Qué ciudad?", pt: "Qual cidade?", ar: "أي مدينة؟" },
  province: {
    en: "Which state or province?",
    fr: "Quel État ou quelle province ?",
    es: "¿Qué estado o provincia?",
    pt: "Qual estado?",
    ar: "أي ولاية أو محافظة؟",
  },
  taxId: {
    en: "Customs there ask for the recipient's number (CPF in Brazil, customs code in Korea). Which is yours?",
    fr: "La douane y demande le numéro du destinataire (CPF au Brésil, code douanier en Corée). Quel est le vôtre ?",
    es: "La aduana de allí pide el número del destinatario (CPF en Brasil, código aduanero en Corea). ¿Cuál es el suyo?",
    pt: "A alfândega pede o número do destinatário (CPF no Brasil, código aduaneiro na Coreia). Qual é o seu?",
    ar: "تطلب الجمارك هناك رقم المستلم (CPF في البرازيل، الرمز الجمركي في كوريا). ما هو رقمك؟",
  },
  phone: {
    en: "A telephone number for the carrier, please.",
    fr: "Un numéro de téléphone pour le transporteur, s'il vous plaît.",
    es: "Un número de teléfono para el transportista, por favor.",
    pt: "Um número de telefone para a transportadora, por favor.",
    ar: "رقم هاتف لشركة الشحن من فضلك.",
  },
};
const WRONG: Readonly<Record<AddressProblem["reason"], Words>> = {
  "address.missing": { en: "", fr: "", es: "", pt: "", ar: "" },
  "address.too_long": {
    en: "That is longer than the {most} characters a label takes.",
    fr: "C'est plus long que les {most} caractères d'une étiquette.",
    es: "Es más largo que los {most} caracteres de una etiqueta.",
    pt: "É mais longo que os {most} caracteres de uma etiqueta.",
    ar: "هذا أطول من {most} حرفا تتسع لها البطاقة.",
  },
  "address.phone_invalid": {
    en: "That is no telephone number.",
    fr: "Ce n'est pas un numéro de téléphone.",
    es: "No es un número de teléfono.",
    pt: "Isso não é um número de telefone.",
    ar: "هذا ليس رقم هاتف.",
  },
  "address.zip_invalid": {
    en: "Postcodes there look like {example}.",
    fr: "Les codes postaux y ressemblent à {example}.",
    es: "Los códigos postales allí son como {example}.",
    pt: "Os códigos postais de lá são como {example}.",
    ar: "الرموز البريدية هناك مثل {example}.",
  },
  "address.tax_id_invalid": {
    en: "Such numbers look like {example}.",
    fr: "De tels numéros ressemblent à {example}.",
    es: "Esos números son como {example}.",
    pt: "Esses números são como {example}.",
    ar: "مثل هذه الأرقام تكون {example}.",
  },
};
const NO_COUNTRY: Words = {
  en: "We know no such country.",
  fr: "Nous ne connaissons pas ce pays.",
  es: "No conocemos ese país.",
  pt: "Não conhecemos esse país.",
  ar: "لا نعرف هذا البلد.",
};

/** The question for a part of an address, after what was wrong with the answer before. */
export function questionFor(
  field: AskedField,
  language: ChatLanguage,
  wrong: AddressProblem | "no_country" | null = null,
): string {
  const said =
    wrong === null
      ? ""
      : wrong === "no_country"
        ? NO_COUNTRY[language]
        : fill(WRONG[wrong.reason][language], wrong.details);
  return [said, QUESTIONS[field][language]].filter(Boolean).join(" ");
}
