/** Talks in French that nothing was tuned on. Its form is told in ../../talk-maker.mjs. */
export const corpus = {
  charactersPerSecond: 15,
  contractions: [
    [/\bde le /gu, 'du '],
    [/\bde les /gu, 'des '],
    [/\bà le /gu, 'au '],
    [/\bà les /gu, 'aux '],
  ],
  greetings: `
    Quel plaisir de vous voir si nombreux, sans plus attendre, {title}.
    Bienvenue, je m'appelle Luc, et cette session porte sur {title}.
    Il est neuf heures, on démarre, et on démarre par {title}.
  `,
  farewells: `
    Et j'en ai terminé, bon appétit.
    Un grand merci, vous avez été un public formidable.
  `,
  announcements: `
    Penchons-nous sur {title}.
    Je voulais aussi dire quelques mots sur {title}.
    Bon, c'est l'heure de {title}.
    On arrive à ma partie préférée, {title}.
    Prochain point au programme, {title}.
    Il faut vraiment qu'on parle de {title}.
    Laissons cela de côté et entrons dans {title}.
    Troisième partie, {title}.
    Ce que j'aimerais aborder ensuite, c'est {title}.
    Puisqu'on y est, il faut discuter de {title}.
    Pour conclure, quelques idées sur {title}.
    On continue avec {title}.
  `,
  questions: `
    Combien d'entre vous ont déjà travaillé avec {a} ?
    C'est quoi au juste, {title} ?
    Mais d'où vient {a} ?
    Et comment feriez-vous pour {a} ?
    Qui doit se soucier de {a} ?
  `,
  falseCues: `
    Je repasse une seconde sur le navigateur.
    Là je tape mon mot secret, ne regardez pas.
    On descend tout en bas de la page.
    Et maintenant ça devrait passer au vert.
    Le dernier point de la diapo est une blague.
    D'abord il faut que je branche mon chargeur.
    Surveillez maintenant le coin en bas à droite.
  `,
  references: `
    {a}, vous vous en souvenez, c'était au début de la session.
    Ça me rappelle {a}, il nous est arrivé exactement la même chose.
    Comparé à {a}, l'effort pour {b} est faible.
    On a déjà croisé {a} aujourd'hui, et c'est ici que ça paie.
    À la pause on m'a demandé si {a} rend {b} inutile.
  `,
  asides: `
    Le micro marche toujours ?
    Je sais, cette diapo est un peu chargée.
    Ma cheffe regarde la diffusion, donc je fais attention.
    Un peu de patience, ça va s'éclaircir.
    Ça, je l'ai appris à mes dépens.
    Il y en a un dans chaque entreprise.
    Dans le chat on m'écrit qu'on ne m'entend pas.
    Je garde cette question pour la fin, si ça vous va.
    Vous riez, mais c'est vraiment arrivé.
    Ça fait quinze ans que j'en fais et je vérifie encore.
    Ma grand-mère aurait pu nous le dire.
    On s'est disputés jusqu'à deux heures du matin.
    Vous avez le droit de ne pas être d'accord.
    Je bois une gorgée d'eau.
    Je ne vais pas tout vous lire.
    On ne le remarque que quand il est trop tard.
    Vous me direz que c'est évident.
    C'est une longue histoire, plutôt autour d'une bière.
    Ça va jusqu'ici ?
    Hier à l'hôtel ça fonctionnait, je vous jure.
    Cette partie, je la trouve très belle.
    Le nom est affreux, je l'admets.
    À prendre avec des pincettes.
    Vous pouvez tenter ça dès demain.
  `,
  frames: `
    On a démarré avec {a} parce que tout le monde en avait.
    Au fond {a} et {b} sont les deux faces d'une même pièce.
    ~ Regardez bien ce qui arrive ici avec {a}.
    À mon avis on surestime {a}.
    Ce que coûte {a} ne figure dans aucun budget.
    Tant que fonctionne {a}, personne n'en parle.
    Franchement, {a} m'a donné plus de cheveux gris que {b}.
    La première version se passait de {a}, et les gens râlaient.
    On pourrait écrire un livre entier sur {a}.
    Une fois qu'on a compris {a}, le reste est facile.
    Si je devais choisir entre {a} et {b}, je n'hésiterais pas.
    Notre stagiaire a remplacé {a} en une semaine.
    ~ Il existe de bonnes raisons d'éviter {a}, en voici deux.
    Derrière {a} se cache toujours quelqu'un qui y tient.
    Ce qui m'a surpris, c'est l'influence de {b} sur {a}.
    Un jour ou l'autre on tombe sur {a}.
    Investir tôt dans {a} rapporte.
    Il faudrait un avertissement sur {a}.
    La moitié des tickets concernait {a}.
    Soyons justes, {a} a beaucoup progressé depuis deux ans.
    On s'est débarrassé de {b}, et {a} en est devenu plus simple.
    Une consœur a donné un cours d'une journée sur {a}.
    Je ne toucherais pas à {a} sans un plan pour {b}.
    Presque personne ne lit quoi que ce soit sur {a} avant de s'en servir.
    Pour une petite équipe, {a} suffit largement.
    La différence entre {a} et {b} est subtile.
  `,
  topics: `
# les conteneurs
les images | les couches | le Dockerfile | les volumes | le moteur de conteneurs | les espaces de noms | le registre d'images | l'image de base | la construction en plusieurs étapes | les ports | le point d'entrée | la taille de l'image | les fichiers compose | les privilèges root
Un conteneur est un processus ordinaire qui se croit seul sur la machine.
Chaque instruction du Dockerfile ajoute une couche à l'image.
Mettez en haut ce qui change rarement, et les couches seront réutilisées.
~ Tout ce qu'on écrit dedans disparaît à l'arrêt, sauf avec un volume.
Par défaut le processus tourne en root, et vous n'en voulez pas.
Une construction en plusieurs étapes laisse le compilateur derrière elle.
Notre image est passée de plus d'un giga à quatre-vingts mégas.
Les espaces de noms cachent les autres processus.
Fixez l'image de base par son empreinte et pas par latest.
Avec compose on lance toute la pile sur un portable.

# la conception d'API
les points d'accès | la pagination | le versionnement | les codes de statut | les messages d'erreur | les requêtes idempotentes | les noms de ressources | les quotas | le document OpenAPI | les ruptures de compatibilité | les paramètres de requête | le corps de la réponse | les bibliothèques clientes | la dépréciation
Une interface est la seule chose qu'on ne peut pas reprendre une fois qu'on en dépend.
Prenez des noms pour les ressources, la méthode HTTP sera le verbe.
La pagination par décalage saute des lignes si quelqu'un insère entre-temps.
Quatre cents, c'est votre faute, cinq cents, c'est la nôtre.
Un message d'erreur dit ce qui s'est passé et quoi faire.
Ajouter un champ est compatible, le renommer ne l'est pas.
Un put peut partir deux fois sans dégât, pas un post.
Écrivez d'abord le document OpenAPI et générez les bibliothèques clientes.
Annoncez une dépréciation un an à l'avance.
Avec un quota vient un en-tête qui dit quand revenir.

# la concurrence
les situations de compétition | les verrous | les interblocages | le pool de threads | les opérations atomiques | l'état partagé | les fonctions asynchrones | les canaux | l'ordonnanceur | les mutex | les changements de contexte | les boucles parallèles | les acteurs | l'immuabilité
Deux threads qui incrémentent le même compteur perdent des incréments.
~ Un verrou garantit qu'il n'y en a qu'un seul à l'intérieur.
Dans un interblocage je t'attends et tu m'attends.
Prenez toujours les verrous dans le même ordre.
La concurrence est une structure, le parallélisme consiste à faire en même temps.
Un thread coûte un méga de pile, une coroutine quelques centaines d'octets.
Les valeurs immuables se lisent partout sans verrou.
~ Le bug sortait une fois sur dix mille, jamais dans le débogueur.
Bloquer un thread du pool avec un disque lent affame tous les autres.
L'ordonnanceur décide qui passe sur le processeur.

# la recherche plein texte
l'index inversé | la pertinence | la racinisation | les mots vides | les synonymes | la tolérance aux fautes | le classement | les facettes | le champ de recherche | les analyseurs | les embeddings | le surlignage | les recherches des utilisateurs | la liste de résultats
Un index inversé note pour chaque mot les documents où il apparaît.
Les gens tapent trois mots, dont un faux, et veulent la bonne réponse en haut.
La racinisation ramène courir et courait à la même forme.
Un mot rare en dit plus sur un document qu'un mot fréquent.
Répéter un mot cent fois ne rend pas un document cent fois plus pertinent.
Les synonymes demandent quelqu'un qui connaît les clients.
Les facettes mènent de dix mille résultats à douze.
Les embeddings trouvent des textes de même sens sans un mot commun.
Le surlignage montre pourquoi quelque chose a été trouvé.
Mesurez la pertinence avec de vraies recherches tirées du journal.

# les dates et les heures
les fuseaux horaires | l'heure d'été | les horodatages | les secondes intercalaires | le temps universel | le calendrier | le format ISO | l'horloge système | les durées | les anniversaires | l'heure locale | les tâches cron | l'horloge monotone | la base des fuseaux
Il existe un jour de vingt-trois heures et un autre de vingt-cinq.
Stockez les instants en temps universel et convertissez à l'affichage.
Un rendez-vous à neuf heures à Paris n'est pas un instant, c'est une règle.
Les Samoa ont sauté un jour entier en deux mille onze.
La base des fuseaux change une dizaine de fois par an.
Les durées se mesurent avec l'horloge monotone, car l'autre fait des bonds.
Un anniversaire n'a pas de fuseau horaire.
Une tâche cron à deux heures et demie tourne parfois deux fois ou jamais.
Le format ISO se trie par ordre alphabétique.
Ajouter un mois au trente et un janvier est affaire de goût.

# le code hérité
le remaniement | la dette technique | la réécriture | les tests de caractérisation | les coutures | le code mort | les auteurs d'origine | les vieux frameworks | le figuier étrangleur | les dépendances | le savoir oral | le code commenté | les variables globales | le monolithe
Le code hérité rapporte de l'argent et personne n'ose le changer.
La grande réécriture sera finie dans six mois, depuis trois ans.
~ Avant de changer quoi que ce soit, fixez ce que ça fait aujourd'hui.
Un test de caractérisation ne demande pas ce qui est juste, mais ce qui est.
Une couture est un endroit où le comportement change sans qu'on y édite.
Remplacez le monolithe morceau par morceau derrière un proxy.
Effacez le code mort, l'historique le garde pour vous.
~ Celui qui l'a écrit avait ses raisons, elles tiennent peut-être encore.
On a trouvé un commentaire de mille neuf cent quatre-vingt-dix-huit qui disait provisoire.
Renommez les choses dès que vous les comprenez.

# la maintenance du logiciel libre
les mainteneurs | les contributeurs | le suivi des tickets | les licences | les premières contributions | l'épuisement | les mécènes | le fichier readme | les publications | les alertes de sécurité | la gouvernance | un fork | le journal des changements | les demandes de fonctions
La moitié d'internet repose sur une bibliothèque entretenue la nuit par une seule personne.
Un ticket sans étapes pour reproduire est un souhait.
Une bonne première contribution a une fin claire et quelqu'un qui répond.
Dire non est la plus grande qualité d'un mainteneur.
La licence décide de ce que les entreprises peuvent faire de votre travail.
Si le readme ne dit pas à quoi ça sert, on part en dix secondes.
Les mécènes paient le café, rarement le loyer.
Ayez une adresse privée pour les alertes de sécurité.
Un fork n'est pas une insulte, c'est un droit.
L'épuisement ne prévient pas, partagez les clés assez tôt.

# les expressions régulières
les motifs | les groupes de capture | le retour sur trace | les quantificateurs | les classes de caractères | les ancres | l'anticipation | la gourmandise | le moteur de regex | les caractères d'échappement | l'alternance | la validation d'adresses | les drapeaux | les groupes nommés
Certains ont un problème et se disent, je vais prendre une expression régulière.
L'étoile est gourmande, elle prend tout ce qu'elle peut.
~ Avec un point d'interrogation derrière, le quantificateur devient paresseux.
Des quantificateurs imbriqués peuvent revenir en arrière pendant des années.
Une ancre désigne une position et aucun caractère.
Les groupes nommés rendent ce charabia lisible.
~ N'analysez pas du HTML avec ça, vous êtes prévenus.
L'anticipation regarde la suite sans la consommer.
Une adresse se valide en envoyant un courriel.
Sans le drapeau unicode un emoji compte double.

# la réponse aux incidents
le bipeur | le responsable de l'incident | les bilans | la page de statut | les procédures | les niveaux de gravité | la panne | les causes premières | l'escalade | la salle de crise | la culture sans reproche | la chronologie | l'atténuation | l'information des clients
À trois heures du matin personne n'est malin, la procédure doit donc l'être.
D'abord arrêter l'hémorragie, ensuite chercher la cause.
Une seule personne dirige l'incident, et elle ne touche pas au clavier.
Notez ce que vous faites, avec l'heure à côté.
La page de statut doit vivre ailleurs que le produit.
Un bilan demande comment et non pas qui.
Il n'y a jamais une cause unique.
Dites quelque chose aux clients dans le quart d'heure, même sans rien savoir.
On répète la panne deux fois par an, un mercredi ensoleillé.
Les actions ne valent rien si personne ne les planifie.

# l'apprentissage automatique
les données d'entraînement | le modèle | le surapprentissage | les variables d'entrée | la fonction de perte | la descente de gradient | les annotations | le coût d'inférence | le jeu de validation | les réseaux de neurones | les biais | les hyperparamètres | la matrice de confusion | la dérive
Un modèle vaut ce que valent les exemples qu'il a vus.
~ S'il est parfait sur les données d'entraînement, méfiez-vous.
Le jeu de validation reste au tiroir et se regarde une fois.
La descente de gradient marche vers le bas dans le brouillard.
Huit pour cent de nos annotations étaient fausses.
L'exactitude ne dit rien si une classe fait quatre-vingt-dix-neuf pour cent.
La matrice de confusion montre quelles erreurs sont faites.
Le monde change et les prédictions dérivent.
Le gros du travail consiste à nettoyer les données.
Une régression linéaire est dure à battre.

# la ligne de commande
les tubes | le shell | la sortie standard | les variables d'environnement | les alias | le statut de sortie | les jokers | grep | l'historique | les arguments | les scripts shell | l'émulateur de terminal | les guillemets | les pages de manuel
Un tube relie la sortie d'un programme à l'entrée du suivant.
Des programmes qui font bien une chose se combinent entre inconnus.
Mettez des guillemets autour des variables, sinon un espace gâche la journée.
Contrôle R cherche à rebours dans l'historique.
Les erreurs vont sur la sortie d'erreur, pour ne pas finir dans le fichier.
Un statut de zéro veut dire que tout va bien.
Le shell développe l'étoile avant que le programme ne la voie.
J'ai un alias pour tout ce qui dépasse cinq lettres.
La page de manuel est longue car elle répond à tout depuis mille neuf cent soixante-dix-neuf.
Les processus enfants héritent des variables d'environnement.

# le chiffrement
les clés publiques | les clés privées | les certificats | les algorithmes de chiffrement | les nombres aléatoires | les signatures numériques | l'échange de clés | TLS | les fonctions de hachage | le chiffrement de bout en bout | la rotation des clés | les canaux auxiliaires | les autorités de certification | les ordinateurs quantiques
N'inventez jamais votre propre algorithme, même pour rire.
Avec la clé publique tout le monde ferme la boîte, seule la clé privée l'ouvre.
Une signature prouve qui a écrit et que rien n'a bougé.
Les certificats expirent le week-end qui suit le départ du responsable.
De mauvais nombres aléatoires ont cassé plus de systèmes que de mauvaises maths.
Dans l'échange deux inconnus conviennent d'un secret devant tout le monde.
Les fonctions de hachage ne vont que dans un sens.
De bout en bout signifie que le serveur du milieu voit du bruit.
Comparer des secrets doit toujours durer autant.
Ce qu'on enregistre aujourd'hui sera peut-être lu par un ordinateur quantique.

# les applications mobiles
les boutiques d'applications | les notifications push | le mode hors ligne | la batterie | la coque native | les gestes | les tailles d'écran | les autorisations | la synchronisation en arrière-plan | les liens profonds | les rapports de plantage | les bêta-testeurs | le temps de démarrage | les achats intégrés
Une mise à jour en boutique prend entre deux heures et deux semaines.
On vous désinstalle si vous videz la batterie.
Partez du principe que le réseau est absent, et réjouissez-vous quand il revient.
Demandez l'appareil photo quand il le faut et pas au premier lancement.
Une notification est une tape sur l'épaule, ayez donc quelque chose à dire.
Chaque seconde de démarrage coûte sept pour cent des utilisateurs.
Testez sur un téléphone de quatre ans à l'écran fendu.
Le pouce n'atteint que la moitié basse.
Les rapports de plantage se regroupent par pile d'appels.
Les bêta-testeurs sont patients, mais une seule fois.

# les compilateurs
l'analyseur syntaxique | l'analyseur lexical | les arbres de syntaxe | les lexèmes | les optimisations | la génération de code | la grammaire | la représentation intermédiaire | l'allocation de registres | l'édition de liens | la reprise sur erreur | l'inlining | la table des symboles | le bytecode
Un compilateur est une fonction de texte en texte qui a des avis tranchés.
L'analyseur lexical découpe les caractères en lexèmes.
Avec les lexèmes l'analyseur syntaxique bâtit un arbre.
Dans la descente récursive chaque règle de la grammaire a sa fonction.
La table des symboles sait à quoi renvoie chaque nom.
Après l'analyse, l'essentiel se joue sur une représentation intermédiaire.
L'inlining recopie le corps de la fonction là où on l'appelle.
Les registres sont rares et les variables nombreuses, il faut donc répartir.
Un bon message montre l'endroit où l'humain s'est trompé.
Le bytecode est du code machine pour une machine qui n'existe pas.
  `,
};
