/** Talks in Portuguese that nothing was tuned on. Its form is told in ../../talk-maker.mjs. */
export const corpus = {
  charactersPerSecond: 16,
  contractions: [
    [/\bde (os?|as?) /gu, 'd$1 '],
    [/\bem (os?|as?) /gu, 'n$1 '],
    [/\ba (os?) /gu, 'a$1 '],
    [/\ba as /gu, 'às '],
    [/\ba a /gu, 'à '],
    [/\bpor (os?|as?) /gu, 'pel$1 '],
  ],
  greetings: `
    Que bom ver tanta gente, sem mais delongas, {title}.
    Sejam bem-vindos, meu nome é Rui, e esta sessão trata de {title}.
    São nove horas, então vamos lá, e a abertura fica com {title}.
  `,
  farewells: `
    E com isso eu encerro, bom almoço.
    Valeu demais, vocês foram um público maravilhoso.
  `,
  announcements: `
    Vamos olhar com atenção para {title}.
    Queria dizer também umas palavras sobre {title}.
    Certo, chegou a hora de {title}.
    Chegamos à minha parte preferida, {title}.
    Próximo item da agenda, {title}.
    Precisamos mesmo conversar sobre {title}.
    Deixemos isso de lado e entremos em {title}.
    Terceira parte, {title}.
    O que eu gostaria de abordar em seguida é {title}.
    Já que estamos aqui, temos que discutir {title}.
    Para encerrar, algumas ideias sobre {title}.
    Vamos adiante com {title}.
  `,
  questions: `
    Quantos de vocês já trabalharam com {a}?
    O que vem a ser {title}?
    De onde surgiu {a}?
    Quem precisa se preocupar com {a}?
    E como vocês fariam com {a}?
  `,
  falseCues: `
    Volto um segundinho para o navegador.
    Aqui eu digito minha palavra secreta, não olhem.
    Vamos descer até o fim da página.
    E agora deveria ficar verde.
    O último ponto do slide é piada.
    Primeiro preciso ligar o carregador.
    Reparem agora no canto inferior direito.
  `,
  references: `
    De {a} vocês lembram, apareceu no começo da sessão.
    Isso me lembra {a}, aconteceu igualzinho com a gente.
    Comparado com {a}, o esforço de {b} é pequeno.
    Hoje já cruzamos com {a}, e é aqui que compensa.
    No intervalo me perguntaram se {a} torna {b} desnecessário.
  `,
  asides: `
    O microfone continua ligado?
    Eu sei que esse slide está carregado.
    Minha chefe está vendo a transmissão, então tomo cuidado.
    Tenham paciência, já vai fazer sentido.
    Essa eu aprendi apanhando.
    Toda empresa tem alguém assim.
    No chat estão dizendo que não me ouvem.
    Essa pergunta fica para o final, tudo bem?
    Vocês riem, mas aconteceu de verdade.
    Faço isso há quinze anos e ainda preciso consultar.
    Minha avó teria dito a mesma coisa.
    Discutimos até as duas da manhã.
    Podem discordar de mim, muita gente discorda.
    Vou tomar um gole de água.
    Não vou ler tudo para vocês.
    A gente só percebe quando já é tarde.
    Vocês vão dizer que é óbvio.
    É uma história longa, melhor com uma cerveja.
    Deu para entender até aqui?
    Ontem no hotel funcionava, juro.
    Essa parte eu acho linda.
    O nome é horrível, admito.
    Levem isso com um grão de sal.
    Amanhã mesmo dá para experimentar.
  `,
  frames: `
    Começamos com {a} porque todo mundo tinha.
    No fim {a} e {b} são dois lados da mesma moeda.
    ~ Prestem atenção no que acontece aqui com {a}.
    Na minha opinião {a} é superestimado.
    O custo de {a} não aparece em nenhum orçamento.
    Enquanto funciona {a}, ninguém comenta.
    Sinceramente, {a} me deu mais cabelos brancos que {b}.
    A primeira versão veio sem {a}, e o pessoal reclamou.
    Daria para escrever um livro inteiro sobre {a}.
    Depois que se entende {a}, o resto é fácil.
    Se eu tivesse que escolher entre {a} e {b}, não teria dúvida.
    Nosso estagiário substituiu {a} em uma semana.
    ~ Há bons motivos para evitar {a}, e dou dois.
    Por trás de {a} sempre tem alguém que se importa.
    O que mais me surpreendeu foi a influência de {b} sobre {a}.
    Mais dia, menos dia, você esbarra em {a}.
    Compensa investir cedo em {a}.
    Deviam vender {a} com etiqueta de perigo.
    Metade dos chamados era sobre {a}.
    Para ser justo, {a} melhorou muito em dois anos.
    Nos livramos de {b}, e {a} ficou mais simples na hora.
    Uma colega deu um curso de um dia sobre {a}.
    Eu não mexeria em {a} sem um plano para {b}.
    Quase ninguém lê sobre {a} antes de usar.
    Para uma equipe pequena, {a} já basta.
    Existe uma diferença sutil entre {a} e {b}.
  `,
  topics: `
# os contêineres
as imagens | as camadas | o Dockerfile | os volumes | o motor de contêineres | os namespaces | o registro de imagens | a imagem base | a construção em etapas | as portas | o ponto de entrada | o tamanho da imagem | os arquivos compose | os privilégios de root
Um contêiner é um processo comum que acredita estar sozinho na máquina.
Cada instrução do Dockerfile acrescenta uma camada à imagem.
O que muda pouco vai em cima, assim as camadas são reaproveitadas.
~ Tudo que se escreve lá dentro some ao parar, a não ser que haja um volume.
Por padrão o processo roda como root, e isso vocês não querem.
A construção em etapas deixa o compilador para trás.
Nossa imagem caiu de mais de um giga para oitenta megas.
Os namespaces escondem os outros processos.
Fixem a imagem base pelo digest e não por latest.
Com o compose sobe tudo no notebook de uma vez.

# o desenho de APIs
os endpoints | a paginação | o versionamento | os códigos de status | as mensagens de erro | os pedidos idempotentes | os nomes dos recursos | os limites de uso | o documento OpenAPI | as mudanças incompatíveis | os parâmetros | o corpo da resposta | as bibliotecas cliente | a descontinuação
Uma interface é a única coisa que não se recolhe depois que alguém depende dela.
Usem substantivos nos recursos e deixem o verbo para o método HTTP.
A paginação por deslocamento pula linhas se alguém insere no meio.
Quatrocentos é culpa sua, quinhentos é culpa nossa.
Uma mensagem de erro diz o que houve e o que fazer.
Acrescentar um campo é compatível, renomear não.
Um put pode ir duas vezes sem estrago, um post não.
Escrevam primeiro o documento OpenAPI e gerem as bibliotecas a partir dele.
Avisem de uma descontinuação com um ano de antecedência.
Junto do limite de uso vem um cabeçalho que diz quando voltar.

# a concorrência
as condições de corrida | os locks | os impasses | o pool de threads | as operações atômicas | o estado compartilhado | as funções assíncronas | os canais | o escalonador | os mutexes | as trocas de contexto | os laços paralelos | os atores | a imutabilidade
Duas threads que incrementam o mesmo contador perdem incrementos.
~ Um lock garante que só uma esteja lá dentro.
Num impasse eu espero por você e você por mim.
Peguem os locks sempre na mesma ordem.
Concorrência é estrutura, paralelismo é fazer ao mesmo tempo.
Uma thread custa um mega de pilha, uma corrotina uns centos de bytes.
Valores imutáveis se leem de qualquer lugar sem lock.
~ O bug aparecia uma vez em dez mil e nunca no depurador.
Travar uma thread do pool com disco lento deixa as outras com fome.
O escalonador decide quem vai para o processador.

# a busca textual
o índice invertido | a relevância | a radicalização | as palavras vazias | os sinônimos | a tolerância a erros | o ranking | as facetas | a caixa de busca | os analisadores | os embeddings | o destaque | as buscas dos usuários | os resultados
Um índice invertido anota para cada palavra os documentos em que ela aparece.
As pessoas digitam três palavras, uma errada, e querem o acerto no topo.
A radicalização leva correr e correu à mesma forma.
Palavras raras dizem mais de um documento que as frequentes.
Repetir uma palavra cem vezes não deixa um documento cem vezes mais relevante.
Os sinônimos pedem alguém que conheça os clientes.
Com facetas se vai de dez mil resultados a doze.
Os embeddings acham textos de mesmo sentido sem palavra em comum.
O destaque mostra por que algo foi encontrado.
Meçam a relevância com buscas reais tiradas do log.

# as datas e horas
os fusos horários | o horário de verão | os carimbos de tempo | os segundos intercalados | o tempo universal | o calendário | o formato ISO | o relógio do sistema | as durações | os aniversários | a hora local | as tarefas do cron | o relógio monotônico | a base de fusos
Existe um dia com vinte e três horas e outro com vinte e cinco.
Guardem os instantes em tempo universal e convertam ao exibir.
Um compromisso às nove em Lisboa não é um instante, é uma regra.
Samoa pulou um dia inteiro em dois mil e onze.
A base de fusos muda umas dez vezes por ano.
Durações se medem com o relógio monotônico, porque o outro dá saltos.
Um aniversário não tem fuso horário.
Uma tarefa do cron às duas e meia da madrugada às vezes roda duas vezes ou nenhuma.
O formato ISO se ordena alfabeticamente.
Somar um mês ao trinta e um de janeiro é questão de gosto.

# o código legado
a refatoração | a dívida técnica | a reescrita | os testes de caracterização | as costuras | o código morto | os autores originais | os frameworks antigos | a figueira estranguladora | as dependências | o saber oral | o código comentado | as variáveis globais | o monólito
Código legado é o que dá dinheiro e ninguém se atreve a mudar.
A grande reescrita fica pronta em seis meses, há três anos.
~ Antes de mudar qualquer coisa, registrem o que ele faz hoje.
Um teste de caracterização não pergunta o que é certo, mas o que é.
Uma costura é um lugar onde se altera o comportamento sem editar ali.
Troquem o monólito pedaço por pedaço atrás de um proxy.
Apaguem o código morto, o histórico guarda para vocês.
~ Quem escreveu tinha motivos, e talvez ainda valham.
Achamos um comentário de mil novecentos e noventa e oito que dizia provisório.
Renomeiem as coisas assim que as entenderem.

# a manutenção de software livre
os mantenedores | os contribuidores | as issues | as licenças | as primeiras contribuições | o esgotamento | os patrocinadores | o leia-me | os lançamentos | os avisos de segurança | a governança | um fork | o registro de mudanças | os pedidos de recursos
Metade da internet se apoia numa biblioteca que uma pessoa mantém de noite.
Uma issue sem passos para reproduzir é um desejo.
Uma boa primeira contribuição tem fim claro e alguém que responde.
Dizer não é a maior habilidade de um mantenedor.
A licença decide o que as empresas podem fazer com o seu trabalho.
Se o leia-me não diz para que serve, as pessoas somem em dez segundos.
Os patrocinadores pagam o café, raramente o aluguel.
Tenham um endereço privado para avisos de segurança.
Um fork não é insulto, é direito.
O esgotamento não avisa, então dividam as chaves cedo.

# as expressões regulares
os padrões | os grupos de captura | o retrocesso | os quantificadores | as classes de caracteres | as âncoras | a antecipação | a ganância | o motor de regex | os caracteres de escape | a alternância | a validação de e-mails | os modificadores | os grupos nomeados
Tem gente que acha um problema e pensa, vou usar expressão regular.
O asterisco é ganancioso, pega tudo que pode.
~ Com uma interrogação atrás o quantificador fica preguiçoso.
Quantificadores aninhados podem retroceder por anos com trinta caracteres.
Uma âncora casa com uma posição e não com um caractere.
Os grupos nomeados tornam o ruído legível.
~ Não analisem HTML com isso, estão avisados.
A antecipação espia o que vem sem consumir.
Um e-mail se valida mandando um e-mail.
Sem o modificador unicode um emoji conta como dois.

# a resposta a incidentes
o pager | o comandante do incidente | as análises posteriores | a página de status | os roteiros de ação | os níveis de gravidade | a queda do serviço | as causas raiz | o escalonamento | a sala de guerra | a cultura sem culpa | a linha do tempo | a mitigação | a comunicação com clientes
Às três da manhã ninguém é inteligente, então o roteiro precisa ser.
Primeiro estanque o sangue, depois procure a causa.
Uma pessoa comanda o incidente, e essa pessoa não digita.
Anotem o que fazem com a hora ao lado.
A página de status mora em outra infraestrutura.
Uma análise posterior pergunta como e não quem.
Nunca existe uma causa só.
Digam algo aos clientes em quinze minutos, mesmo sem saber nada.
Ensaiamos a queda duas vezes por ano, numa quarta de sol.
Ações não valem nada se ninguém as agenda.

# o aprendizado de máquina
os dados de treino | o modelo | o sobreajuste | os atributos | a função de perda | a descida do gradiente | as anotações | o custo de inferência | o conjunto de validação | as redes neurais | os vieses | os hiperparâmetros | a matriz de confusão | a deriva
Um modelo vale o que valem os exemplos que viu.
~ Se é perfeito nos dados de treino, desconfiem.
O conjunto de validação fica na gaveta e se olha uma vez.
A descida do gradiente anda para baixo na neblina em mil dimensões.
Oito por cento das nossas anotações estavam erradas.
A acurácia não diz nada se uma classe é noventa e nove por cento.
A matriz de confusão mostra que erros se cometem.
O mundo muda e as previsões derivam.
A maior parte do trabalho é limpar dados.
Uma regressão linear é difícil de bater.

# a linha de comando
os pipes | o shell | a saída padrão | as variáveis de ambiente | os apelidos | o status de saída | os curingas | o grep | o histórico | os argumentos | os roteiros de shell | o emulador de terminal | as aspas | as páginas de manual
Um pipe liga a saída de um programa à entrada do próximo.
Programas que fazem bem uma coisa são combinados por desconhecidos.
Ponham aspas nas variáveis, ou um espaço estraga o dia.
Control r busca para trás no histórico.
Erros vão para a saída de erros, para não parar no arquivo.
Um status zero significa que deu tudo certo.
O shell expande o asterisco antes de o programa ver.
Tenho um apelido para tudo que passa de cinco letras.
O manual é longo porque responde a tudo desde mil novecentos e setenta e nove.
As variáveis de ambiente passam para os processos filhos.

# a criptografia
as chaves públicas | as chaves privadas | os certificados | as cifras | os números aleatórios | as assinaturas digitais | a troca de chaves | o TLS | as funções de hash | a criptografia de ponta a ponta | a rotação de chaves | os canais laterais | as autoridades certificadoras | os computadores quânticos
Nunca inventem a própria cifra, nem de brincadeira.
Com a chave pública qualquer um tranca a caixa, só a privada abre.
Uma assinatura prova quem escreveu e que ninguém mexeu.
Os certificados vencem no fim de semana depois que o responsável sai.
Números aleatórios ruins quebraram mais sistemas que matemática ruim.
Na troca dois estranhos combinam um segredo na frente de todos.
Funções de hash só vão num sentido.
De ponta a ponta quer dizer que o servidor do meio vê ruído.
Comparar segredos deve demorar sempre o mesmo.
O que se grava hoje talvez um computador quântico leia em quinze anos.

# os aplicativos móveis
as lojas de aplicativos | as notificações push | o modo offline | a bateria | a casca nativa | os gestos | os tamanhos de tela | as permissões do aplicativo | a sincronização em segundo plano | os links profundos | os relatórios de falha | os testadores beta | o tempo de abertura | as compras no aplicativo
Uma atualização na loja leva de duas horas a duas semanas.
As pessoas desinstalam se você acaba com a bateria.
Suponham que não há rede e comemorem quando houver.
Peçam a câmera quando precisar e não na primeira abertura.
Uma notificação é um toque no ombro, então tenham algo a dizer.
Cada segundo de abertura custa sete por cento dos usuários.
Testem num celular de quatro anos com a tela trincada.
O polegar só alcança a metade de baixo.
Relatórios de falha se agrupam pela pilha.
Testadores beta têm paciência, mas só uma vez.

# os compiladores
o analisador sintático | o analisador léxico | as árvores sintáticas | os lexemas | as otimizações | a geração de código | a gramática | a representação intermediária | a alocação de registradores | a ligação | a recuperação de erros | a expansão inline | a tabela de símbolos | o bytecode
Um compilador é uma função de texto em texto com opiniões fortes.
O analisador léxico corta os caracteres em lexemas.
Dos lexemas o analisador sintático monta uma árvore.
Na descida recursiva cada regra da gramática tem uma função.
A tabela de símbolos sabe a que se refere cada nome.
Depois da análise quase tudo acontece numa representação intermediária.
A expansão inline copia o corpo da função onde ela é chamada.
Registradores são poucos e variáveis muitas, então alguém distribui.
Uma boa mensagem aponta o lugar em que a pessoa errou.
Bytecode é código de máquina para uma máquina que não existe.
  `,
};
