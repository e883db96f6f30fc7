import type { ChatLanguage } from "@nexusone/contracts/whatsapp-terms";
import type { ConsentWish } from "@nexusone/whatsapp/rules";

/** What is answered once to a word that was obeyed. Nothing to `stop_all`: they asked for nothing at all. */
export const WISH_REPLIES: Record<Exclude<ConsentWish, "stop_all">, Record<ChatLanguage, string>> = {
  stop: {
    en: "Done: no more advertising from us here. Messages about your orders go on. Write START to get offers again.",
    fr: "C'est fait : plus de publicité de notre part ici. Les messages sur vos commandes continuent. Écrivez START pour recevoir à nouveau nos offres.",
    es: "Hecho: no recibirá más publicidad nuestra aquí. Los mensajes sobre sus pedidos continúan. Escriba START para volver a recibir ofertas.",
    pt: "Feito: não enviaremos mais publicidade por aqui. As mensagens sobre os seus pedidos continuam. Escreva START para voltar a receber ofertas.",
    ar: "تم: لن نرسل إليك إعلانات هنا بعد الآن. تستمر الرسائل المتعلقة بطلباتك. اكتب START لتلقي العروض من جديد.",
  },
  resume: {
    en: "Welcome back: you will hear from us again. Write STOP at any time.",
    fr: "Bon retour : vous aurez à nouveau de nos nouvelles. Écrivez STOP à tout moment.",
    es: "Bienvenido de nuevo: volverá a recibir noticias nuestras. Escriba STOP en cualquier momento.",
    pt: "Bem-vindo de volta: voltará a receber notícias nossas. Escreva STOP a qualquer momento.",
    ar: "أهلاً بعودتك: ستصلك أخبارنا من جديد. اكتب STOP في أي وقت.",
  },
  erase: {
    en: "We have noted your request to delete your data. A person will carry it out within a month, and you get no advertising until then.",
    fr: "Nous avons noté votre demande de suppression de vos données. Une personne la traitera dans un délai d'un mois ; d'ici là, plus de publicité.",
    es: "Hemos anotado su solicitud de eliminar sus datos. Una persona la atenderá en el plazo de un mes; hasta entonces no recibirá publicidad.",
    pt: "Registámos o seu pedido de eliminação dos seus dados. Uma pessoa irá tratá-lo no prazo de um mês; até lá não receberá publicidade.",
    ar: "سجّلنا طلبك بحذف بياناتك. سيتولى شخص تنفيذه خلال شهر، ولن تصلك إعلانات حتى ذلك الحين.",
  },
};
