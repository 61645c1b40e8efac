/** Talks in French that chapters were tuned on. Its form is told in ../talk-maker.mjs. */
export const corpus = {
  charactersPerSecond: 16,
  contractions: [
    [/\bde le /gu, 'du '],
    [/\bde les /gu, 'des '],
    [/\bà le /gu, 'au '],
    [/\bà les /gu, 'aux '],
    [/\bque (?=un|il|on)/gu, "qu'"],
  ],
  greetings: `
    Bonjour à tous et merci d'être venus, aujourd'hui je vais vous parler de {title}.
    Salut tout le monde, moi c'est Claire, et on commence par {title}.
    Merci beaucoup pour l'invitation, le premier sujet est {title}.
  `,
  farewells: `
    Voilà, c'est tout pour moi, merci beaucoup.
    Merci de votre attention, et à tout à l'heure dans le couloir.
  `,
  announcements: `
    Bon, passons à {title}.
    La prochaine chose que je veux vous montrer, c'est {title}.
    Maintenant, parlons de {title}.
    Et cela nous amène à {title}.
    Le sujet suivant est {title}.
    Le deuxième grand point d'aujourd'hui, c'est {title}.
    Changeons un peu de registre avec {title}.
    Autre chose que je vous avais promise, {title}.
    J'aimerais consacrer quelques minutes à {title}.
    Ce qui m'amène au point suivant, {title}.
    Voilà pour cette partie, voyons maintenant {title}.
    La dernière partie de cette présentation concerne {title}.
  `,
  questions: `
    Alors, comment est-ce qu'on gère {a} ?
    Et {title}, dans tout ça ?
    Est-ce que quelqu'un ici s'est déjà battu avec {a} ?
    À quoi bon avoir {a}, au fond ?
    Qui s'occupe de {a}, en fait ?
  `,
  falseCues: `
    Maintenant, regardons cette ligne ici.
    Ensuite, j'appuie sur entrée.
    Bon, je déplace la fenêtre vers la gauche.
    Voyons ce qui se passe si je relance.
    Pour finir, un message s'affiche.
    La deuxième chose que vous voyez là n'est qu'un avertissement.
    Revenons un instant au terminal.
  `,
  references: `
    C'est un peu comme {a} tout à l'heure, mais pour {b}.
    Souvenez-vous de {a}, on retrouve la même idée.
    Comme je le disais à propos de {a}, gardez cela petit.
    On peut bien sûr combiner {b} avec {a}.
    J'ai mentionné {a} plus tôt, et on me demande toujours le rapport.
  `,
  asides: `
    Est-ce que tout le monde voit, au fond ?
    Je vais agrandir un peu la police.
    J'avoue que je l'ai mal fait pendant des années.
    Il y avait une question là-bas, allez-y.
    C'est une bonne question, et honnêtement, cela dépend.
    On a eu une réunion de quatre heures à ce propos.
    Mes collègues se moquent encore de moi.
    J'en vois qui hochent la tête, vous connaissez donc ce sentiment.
    Si vous ne retenez qu'une idée, que ce soit celle-là.
    Levez la main si cela vous est déjà arrivé.
    Je mettrai les diapos en ligne, inutile de prendre des photos.
    C'était un vendredi après-midi, évidemment.
    Pardon, mauvaise fenêtre.
    Les dieux de la démo ne sont pas avec moi.
    J'ai cherché deux semaines, et la correction faisait un caractère.
    Sur internet on vous dira le contraire.
    Il y a un très bon article, je partagerai le lien.
    C'est mon exemple préféré.
    Ne me croyez pas sur parole, essayez chez vous.
    Et c'est là que tout le monde devient nerveux.
    On est dans les temps, donc je vous montre encore un détail.
    Dans mon ancienne boîte, personne ne voulait y toucher.
    Dans la vraie vie, c'est toujours plus sale que sur une diapo.
    N'hésitez pas à m'interrompre.
    Une seconde, le réseau est lent.
  `,
  frames: `
    L'avantage, c'est que {a} permet de commencer petit.
    Quand on regarde {a} de près, on voit que {b} joue aussi un rôle.
    La plupart des équipes se trompent sur {a} au début.
    On a passé un sprint entier sur {a}, et ça valait le coup.
    Si vous négligez {a}, vous aurez tôt ou tard des ennuis avec {b}.
    Je conseille de réfléchir à {a} avant d'écrire du code.
    L'erreur classique consiste à confondre {a} et {b}.
    Chez nous, {a} coûtait environ deux jours par mois.
    ~ À gauche vous voyez {a} et à droite {b}.
    ~ Sans {a}, toute l'approche s'effondre.
    La documentation dit très peu de choses sur {a}, hélas.
    Aux nouveaux, j'explique {a} dès le premier jour.
    ~ Et puis {a} doit correspondre à {b}, sinon rien ne marche.
    Il y a au fond deux écoles en ce qui concerne {a}.
    ~ Ici {a} nous sauve, car {b} ne suffit pas.
    On a mesuré {a} avant et après, la différence était énorme.
    Un client nous a appelés pour {a}, et on ne savait rien.
    L'astuce est de séparer {a} et {b}.
    Cela devient intéressant dès que {a} rencontre {b}.
    Vous trouverez {a} dans presque tous les gros projets.
    J'étais sceptique à propos de {a} au départ.
    Il faut quelqu'un pour s'occuper de {a}, sinon ça pourrit.
    Avec {a}, on peut enfin supprimer {b}.
    Imaginez {a} dans une entreprise de trois cents ingénieurs.
    On sous-estime souvent l'effet de {a} sur {b}.
    Il y a dix ans, {a} était réservé aux spécialistes.
    ~ On a donc écrit un petit programme qui vérifie {a} chaque nuit.
    Chaque fois que change {a}, quelqu'un doit mettre à jour {b}.
    Ma règle pour {a}, c'est de rester ennuyeux.
  `,
  topics: `
# les hooks Git
les hooks | le hook de pre-commit | le dossier des hooks | les messages de commit | la zone de préparation | un script shell | le linter | husky | le pre-push | le code de sortie | le numéro de ticket | le répertoire git | un rebase | les hooks partagés
Dans chaque dépôt il y a un dossier d'exemples que personne n'ouvre jamais.
Un hook, c'est juste un script exécutable que git appelle à un certain moment.
Si le script se termine par autre chose que zéro, git refuse le commit.
Le pre-commit tourne avant même que vous tapiez le message.
Comme le répertoire git n'est pas versionné, les hooks ne suivent pas le clone.
~ C'est pourquoi des outils comme husky pointent vers un dossier du dépôt.
Avec no-verify on saute les vérifications, donc un hook est une politesse et pas un mur.
Ne passer le linter que sur les fichiers préparés garde le commit rapide.
On peut exiger un numéro de ticket sur la première ligne du message.
Pendant un rebase les hooks se déclenchent à chaque commit.

# les index de base de données
l'index | le planificateur de requêtes | un parcours séquentiel | les arbres B | la clause where | les index composés | le plan d'exécution | la sélectivité | le coût d'écriture | l'index couvrant | les statistiques de la table | la première colonne | les requêtes lentes | les lignes de la table
Un index est une copie triée de quelques colonnes qui pointe vers les lignes.
~ Sans lui, la base lit toute la table du début à la fin.
Mettez explain analyze devant la requête, et le planificateur raconte ce qu'il a fait.
Un index composé sur le nom et le prénom n'aide pas à chercher le prénom seul.
Chaque insertion doit mettre à jour tous les index de la table.
Si une colonne n'a que deux valeurs, le planificateur ignore l'index.
Les arbres B restent peu profonds, même avec un milliard de lignes.
Après un gros import, les statistiques sont périmées.
Un index couvrant répond à la requête sans visiter la table.
On a supprimé onze index inutilisés, et les écritures sont devenues deux fois plus rapides.

# les systèmes de types
les types statiques | l'inférence de types | les génériques | les types union | le compilateur | la vérification des nuls | le typage structurel | le type any | la validation à l'exécution | les gardes de type | le serveur de langage | les interfaces | les types marqués | la variance
Un type est une promesse sur les valeurs qu'une variable peut contenir.
Grâce à l'inférence on écrit peu d'annotations, et le compilateur sait tout quand même.
Le typage structurel dit que deux choses sont compatibles si elles ont la même forme.
Dès que vous écrivez any, le compilateur regarde ailleurs.
Les génériques sont des fonctions au niveau des types.
À l'exécution les types ont disparu, donc les données externes se valident par un schéma.
La vérification stricte des nuls a trouvé quarante bugs le premier après-midi.
Un type marqué empêche de passer un numéro de client pour un numéro de commande.
Une union discriminée signale les cas oubliés.
~ Ici les tableaux sont covariants, c'est pratique et faux.

# le cache
le cache | l'invalidation | la durée de vie | le taux de succès | redis | les données périmées | la clé de cache | la ruée | l'éviction | le cache chaud | les en-têtes HTTP | les étiquettes d'entité | la mémoïsation | le serveur d'origine
Un cache est un pari que quelqu'un reposera bientôt la même question.
Il n'y a que deux choses difficiles, et l'invalidation en fait partie.
Si la durée de vie est trop longue, les gens voient des données périmées.
Quand une clé populaire expire, mille demandes frappent le serveur d'origine en même temps.
La clé doit contenir tout ce dont dépend la réponse, la langue aussi.
On évince d'abord ce qui n'a pas servi depuis le plus longtemps.
Avec les étiquettes d'entité le navigateur demande si sa copie est encore fraîche.
Notre taux de succès est passé de soixante à quatre-vingt-quinze pour cent.
Jamais de données personnelles dans un cache partagé.
La mémoïsation, c'est un cache à l'intérieur d'une fonction.

# les tests automatisés
les tests unitaires | les tests d'intégration | les tests instables | les mocks | la couverture | les assertions | les fixtures | la pyramide des tests | les snapshots | les tests de bout en bout | les données de test | les tests de mutation | la suite | les cas limites
Un test est un exemple de la façon dont le code doit servir.
Les tests unitaires sont rapides, mais ne disent pas si les pièces s'emboîtent.
Un test instable est pire que rien, car il apprend à relancer.
Si tout est mocké, vous ne testez que vos mocks.
La couverture montre ce qui n'est pas testé et rien sur la qualité des assertions.
Les tests de mutation changent le code exprès et regardent si quelque chose devient rouge.
Les snapshots finissent par être validés par réflexe.
Gardez des fixtures petites, pour qu'on voie d'où vient la valeur attendue.
Notre suite durait cinquante minutes, donc personne ne la lançait avant de fusionner.
Les données de test copiées de la production posent un problème de vie privée.

# le déploiement continu
le pipeline | le retour arrière | les déploiements bleu-vert | les feature flags | les versions canari | l'environnement de préproduction | les artefacts | les notes de version | les migrations | la sonde de santé | la coupure de service | la branche de livraison | les images de conteneur | la configuration
On déploie trente fois par jour, et plus personne ne retient son souffle.
Un canari reçoit cinq pour cent du trafic avant tout le monde.
Avec les feature flags on sépare livrer le code et l'allumer.
Dans un déploiement bleu-vert l'ancienne version tourne jusqu'à ce que la nouvelle soit saine.
Construisez l'artefact une fois et promenez la même image dans tous les environnements.
Les migrations doivent marcher avec l'ancienne et la nouvelle version.
Un retour arrière jamais répété n'est qu'une théorie.
La sonde de santé doit échouer quand la base est injoignable.
La préproduction ne ressemble jamais tout à fait à la production.
La configuration va dans l'environnement et pas dans l'image.

# l'accessibilité du web
les lecteurs d'écran | les textes alternatifs | la navigation au clavier | le contour du focus | le contraste | les attributs aria | le HTML sémantique | les titres de section | les étiquettes de formulaire | l'ordre de tabulation | les sous-titres | les liens d'évitement | les régions vivantes | les personnes aveugles
Une personne sur six vit avec un handicap.
Un bouton fait d'un div est hors d'atteinte au clavier.
Si vous retirez le contour du focus, ceux qui utilisent la touche tab sont perdus.
La première règle d'aria est de s'en passer quand un élément fait le travail.
Avec un lecteur d'écran, on saute de titre en titre.
Le texte demande un contraste de quatre et demi pour un au minimum.
Un texte alternatif dit à quoi sert l'image.
Un texte indicatif ne remplace pas une étiquette.
Les régions vivantes annoncent les changements sans bouger le focus.
Essayez votre site dix minutes sans souris.

# les WebSockets
la poignée de main | la connexion ouverte | les reconnexions | les battements de cœur | les salons | les diffusions | l'en-tête upgrade | la contre-pression | les sessions collantes | l'ordre des messages | le long polling | le répartiteur de charge | les événements de socket | les messages manqués
Un WebSocket commence sa vie comme une simple requête HTTP avec un en-tête upgrade.
Après la poignée de main, chacun envoie quand il veut.
Les téléphones perdent la connexion dans chaque tunnel, donc se reconnecter doit être banal.
Un battement toutes les vingt secondes empêche les proxys de fermer la ligne.
Le client doit demander les messages qu'il a manqués.
Avec plusieurs serveurs il faut quelque chose qui porte la diffusion de l'un à l'autre.
Si un client lit moins vite que vous n'envoyez, la mémoire gonfle jusqu'à la mort du processus.
Un salon n'est qu'un ensemble d'identifiants.
Mille clients qui reviennent dans la même seconde ressemblent à une attaque.
Le long polling a besoin de sessions collantes.

# la gestion de la mémoire
le ramasse-miettes | le tas | les fuites de mémoire | les références | les fermetures | la pile | les instantanés | les allocations | la jeune génération | les tables faibles | les écouteurs d'événements | les pauses | le comptage de références | les objets morts
Les objets vivent sur le tas et les variables locales sur la pile.
Le ramasse-miettes libère ce qu'on n'atteint plus depuis les racines.
~ Une fuite est ici une référence qu'on a oubliée.
Les écouteurs que personne ne retire sont un grand classique.
Prenez un instantané, refaites le geste dix fois, prenez-en un autre et comparez.
La plupart des objets meurent jeunes.
Une table faible ne garde pas ses clés en vie.
Les fermetures capturent plus qu'on ne croit, parfois toute la réponse.
Les longues pauses venaient d'un tas de quatre gigas.
Le comptage de références ne sait pas quoi faire des cycles.

# la mise en page CSS
la grille | flexbox | les media queries | les container queries | les marges | le modèle de boîte | la spécificité | le contexte d'empilement | les variables CSS | le viewport | la position absolue | la hauteur de ligne | le design adaptatif | le débordement
Pendant vingt ans on a bricolé avec des tableaux et des floats faute de mieux.
Flexbox sert pour une dimension et la grille pour deux.
Avec les container queries une carte s'adapte à la place qu'on lui donne.
Les marges fusionnent à la verticale, ce qui surprend chacun une fois.
Avec border-box la largeur veut dire ce qu'on attend.
Un z-index de neuf mille n'aide pas si le parent a son propre contexte d'empilement.
Les variables CSS se transmettent, donc un thème sombre tient en quelques lignes.
La guerre de la spécificité s'arrête avec les couches.
Les barres horizontales viennent presque toujours d'un élément trop large.
La hauteur de ligne s'écrit sans unité.

# la revue de code
les pull requests | les relecteurs | les commentaires | les petits changements | l'approbation | l'auteur | les broutilles | les listes de contrôle | les responsables | le bouton de fusion | le délai de réponse | la programmation en binôme | les guides de style | la fatigue
Un relecteur trouve à peu près un défaut toutes les vingt lignes, jusqu'à deux cents.
~ Après, il écrit ça me va et part déjeuner.
Les petits changements sont relus dans l'heure, les gros attendent des jours.
Posez des questions plutôt que de donner des ordres.
Que la machine se plaigne du formatage et que les gens parlent de conception.
Si un commentaire est une broutille, dites-le.
L'auteur devrait être le premier relecteur de sa pull request.
Les responsables d'un dossier sont prévenus automatiquement.
Le binôme, c'est une relecture pendant qu'on écrit.
La revue répand aussi la connaissance dans l'équipe.

# l'observabilité
les journaux structurés | les métriques | les traces | les tableaux de bord | les alertes | le budget d'erreur | les percentiles | les spans | la cardinalité | les astreintes | l'agent | l'échantillonnage | les objectifs de service | les identifiants de corrélation
On ne répare pas ce qu'on ne voit pas.
Les journaux disent ce qui s'est passé, les métriques combien de fois, les traces où est parti le temps.
Une moyenne cache tout, regardez le percentile quatre-vingt-dix-neuf.
Chaque alerte devrait demander l'action d'un humain.
Un identifiant de corrélation relie les lignes d'une requête à travers dix services.
Trop d'étiquettes font exploser la base de séries temporelles.
Un span a un début, une durée et un parent.
Le budget d'erreur transforme la dispute en arithmétique.
On garde un pour cent des traces, et toutes celles en erreur.
Personne ne regarde un tableau de bord de quarante courbes.

# l'authentification
les mots de passe | les jetons d'accès | les cookies de session | l'authentification unique | le second facteur | les jetons de rafraîchissement | le hachage | les passkeys | le fournisseur d'identité | le formulaire de connexion | les permissions | les attaques par force brute | OAuth | l'expiration
L'authentification dit qui vous êtes, l'autorisation ce que vous pouvez faire.
Ne stockez jamais un mot de passe, mais un hachage lent avec du sel.
Un cookie de session doit être sûr et limité au même site.
Un jeton signé ne se révoque pas, ce qui va bien s'il vit cinq minutes.
Le jeton de rafraîchissement change à chaque usage.
Les passkeys remplacent le secret dans votre tête par une paire de clés sur le téléphone.
Avec OAuth vous ne voyez jamais le mot de passe.
Limitez les essais par compte et par adresse.
Un SMS est le second facteur le plus faible, mais mieux que rien.
Se déconnecter doit aussi fermer la session sur le serveur.

# les files de messages
les producteurs | les consommateurs | la file des messages morts | les nouvelles tentatives | l'idempotence | les garanties de livraison | le courtier | les partitions | le retard du consommateur | les accusés de réception | les tâches de fond | la table outbox | les messages empoisonnés | l'attente exponentielle
Avec une file, le producteur continue et un autre fait le travail plus tard.
Au moins une fois, cela veut dire que le consommateur verra des doublons.
Le traitement doit donc être idempotent, par exemple grâce à une clé unique.
Ce qui échoue encore et encore finit dans la file des messages morts.
Réessayez avec une attente exponentielle et un peu de hasard.
L'ordre n'est garanti que dans une partition.
Le retard du consommateur est ce que je regarde en premier le matin.
L'outbox écrit l'événement dans la même transaction que les données.
Si vous accusez réception avant d'avoir fini, une panne perd la tâche.
Un message empoisonné peut bloquer tout ce qui suit.
  `,
};
