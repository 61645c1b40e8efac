/** Talks in Portuguese that chapters were tuned on. Its form is told in ../talk-maker.mjs. */
export const corpus = {
  charactersPerSecond: 15,
  contractions: [
    [/\bde (os?|as?) /gu, 'd$1 '],
    [/\bem (os?|as?) /gu, 'n$1 '],
    [/\ba (os?) /gu, 'a$1 '],
    [/\ba (as?) /gu, 'à$1 '],
    [/\bàa/gu, 'à'],
    [/\bpor (os?|as?) /gu, 'pel$1 '],
  ],
  greetings: `
    Bom dia a todos, obrigado por terem vindo, hoje vou falar sobre {title}.
    Olá, pessoal, eu sou a Joana, e começamos com {title}.
    Muito obrigado pelo convite, o primeiro assunto é {title}.
  `,
  farewells: `
    Da minha parte é isso, muito obrigado.
    Obrigado por ouvirem, a gente se vê no corredor.
  `,
  announcements: `
    Bom, vamos passar para {title}.
    A próxima coisa que quero mostrar é {title}.
    Agora vamos falar sobre {title}.
    E isso nos leva a {title}.
    O próximo tema é {title}.
    O segundo grande ponto de hoje é {title}.
    Mudando um pouco de assunto, {title}.
    Outra coisa que eu prometi é {title}.
    Gostaria de dedicar alguns minutos a {title}.
    O que me leva ao próximo ponto, {title}.
    Até aqui tudo bem, vejamos agora {title}.
    A última parte da palestra é sobre {title}.
  `,
  questions: `
    E como é que a gente lida com {a}?
    Mas e {title}, como fica?
    Alguém aqui já brigou com {a}?
    Para que serve {a}, afinal?
    Quem é que cuida de {a}?
  `,
  falseCues: `
    Agora vamos olhar esta linha aqui.
    Em seguida eu aperto enter.
    Deixa eu mover esta janela para a esquerda.
    Vamos ver o que acontece se eu rodar de novo.
    Por fim aparece uma mensagem.
    A segunda coisa que vocês veem aqui é só um aviso.
    Vou voltar um instante para o terminal.
  `,
  references: `
    Isso é um pouco como {a}, que vimos antes, mas para {b}.
    Lembrem-se de {a}, a mesma ideia volta aqui.
    Como eu disse ao falar de {a}, mantenham isso pequeno.
    Claro que dá para combinar {b} com {a}.
    Antes eu mencionei {a}, e sempre me perguntam como isso se encaixa.
  `,
  asides: `
    Dá para ver aí no fundo?
    Vou aumentar um pouco a letra.
    Confesso que eu mesmo errei nisso durante anos.
    Tinha uma pergunta ali, pode falar.
    É uma boa pergunta, e a resposta honesta é que depende.
    Tivemos uma reunião de quatro horas por causa disso.
    Meus colegas ainda riem de mim.
    Estou vendo gente concordar, então vocês conhecem a sensação.
    Se levarem uma única ideia daqui, que seja esta.
    Levanta a mão quem já passou por isso.
    Depois eu publico os slides, não precisa tirar foto.
    Era sexta-feira à tarde, claro.
    Desculpem, janela errada.
    Os deuses da demo não estão comigo hoje.
    Levei duas semanas para descobrir, e a correção foi um caractere.
    Na internet vão dizer o contrário.
    Há um artigo ótimo, depois mando o link.
    Este é o meu exemplo favorito.
    Não precisam acreditar em mim, testem em casa.
    E é nesse momento que todo mundo fica nervoso.
    Estamos bem de tempo, então mostro mais um detalhe.
    Na minha antiga empresa ninguém queria mexer nisso.
    No mundo real é sempre mais bagunçado do que no slide.
    Podem me interromper quando quiserem.
    Um segundo, a rede está lenta.
  `,
  frames: `
    O bom é que {a} permite começar aos poucos.
    Quando se olha {a} com calma, vê-se que {b} também influencia.
    A maioria das equipes erra com {a} no começo.
    Passamos um sprint inteiro em {a}, e valeu a pena.
    Se você descuida de {a}, cedo ou tarde terá problemas com {b}.
    Eu recomendo pensar em {a} antes de escrever código.
    Um erro típico é confundir {a} com {b}.
    No nosso caso {a} custava uns dois dias por mês.
    ~ À esquerda vocês veem {a} e à direita {b}.
    ~ Sem {a} toda essa abordagem desmorona.
    A documentação fala muito pouco sobre {a}, infelizmente.
    Para gente nova eu explico {a} no primeiro dia.
    ~ E aí {a} precisa combinar com {b}, senão nada funciona.
    No fundo há duas escolas quando se trata de {a}.
    ~ Aqui {a} nos salva, porque {b} não basta.
    Medimos {a} antes e depois, e a diferença era enorme.
    Um cliente ligou por causa de {a}, e a gente não sabia de nada.
    O truque é separar {a} e {b}.
    Fica interessante assim que {a} encontra {b}.
    Vocês vão achar {a} em quase todo projeto de certo tamanho.
    No início eu desconfiava de {a}.
    Alguém tem que cuidar de {a}, senão apodrece.
    Com {a} dá para finalmente largar {b}.
    Imaginem {a} numa empresa com trezentos engenheiros.
    Costuma-se subestimar o quanto {b} depende de {a}.
    Há dez anos {a} era coisa de especialista.
    Então fizemos um programinha que confere {a} toda noite.
    Cada vez que muda {a}, alguém tem que atualizar {b}.
    Minha regra para {a} é que seja entediante.
  `,
  topics: `
# os hooks do Git
os hooks | o hook de pre-commit | a pasta de hooks | as mensagens de commit | a área de preparação | um script de shell | o linter | o husky | o pre-push | o código de saída | o número do ticket | o diretório do git | um rebase | os hooks compartilhados
Em todo repositório há uma pasta com exemplos que ninguém abre.
Um hook é só um script executável que o git chama em certo momento.
Se o script termina com algo diferente de zero, o git recusa o commit.
O pre-commit roda antes de você digitar a mensagem.
Como o diretório do git não é versionado, os hooks não viajam com o clone.
~ Por isso ferramentas como o husky apontam para uma pasta dentro do repositório.
Com no-verify você pula as verificações, então um hook é uma gentileza e não um muro.
Passar o linter só nos arquivos preparados mantém o commit rápido.
Dá para exigir um número de ticket na primeira linha da mensagem.
Durante um rebase os hooks disparam em cada commit.

# os índices do banco de dados
o índice | o planejador de consultas | uma varredura sequencial | as árvores B | a cláusula where | os índices compostos | o plano de execução | a seletividade | o custo de escrita | o índice de cobertura | as estatísticas da tabela | a primeira coluna | as consultas lentas | as linhas da tabela
Um índice é uma cópia ordenada de poucas colunas que aponta para as linhas.
~ Sem ele o banco lê a tabela inteira do começo ao fim.
Coloquem explain analyze na frente da consulta e o planejador conta o que fez.
Um índice composto por sobrenome e nome não ajuda a buscar só pelo nome.
Cada inserção precisa atualizar todos os índices da tabela.
Se a coluna tem só dois valores, o planejador quase sempre ignora o índice.
As árvores B são rasas, mesmo com um bilhão de linhas.
Depois de uma importação grande as estatísticas ficam velhas.
Um índice de cobertura responde à consulta sem visitar a tabela.
Apagamos onze índices sem uso e as escritas ficaram duas vezes mais rápidas.

# os sistemas de tipos
os tipos estáticos | a inferência de tipos | os genéricos | os tipos união | o compilador | a checagem de nulos | a tipagem estrutural | o tipo any | a validação em execução | os guardas de tipo | o servidor de linguagem | as interfaces | os tipos marcados | a variância
Um tipo é uma promessa sobre os valores que uma variável pode ter.
Com a inferência quase não se escreve anotação, e o compilador sabe tudo mesmo assim.
A tipagem estrutural diz que duas coisas combinam se têm a mesma forma.
Assim que você escreve any, o compilador olha para o outro lado.
Os genéricos são funções no nível dos tipos.
Em execução os tipos somem, então os dados de fora se validam com um esquema.
A checagem estrita de nulos achou quarenta bugs na primeira tarde.
Um tipo marcado impede passar o número do cliente como número do pedido.
Uma união discriminada avisa dos casos esquecidos.
~ Aqui as listas são covariantes, o que é cômodo e errado.

# o cache
o cache | a invalidação | o tempo de vida | a taxa de acerto | o redis | os dados velhos | a chave do cache | a debandada | o despejo | o cache aquecido | os cabeçalhos HTTP | as etiquetas de entidade | a memoização | o servidor de origem
Um cache é uma aposta de que alguém vai repetir logo a mesma pergunta.
Só existem duas coisas difíceis, e a invalidação é uma delas.
Se o tempo de vida é longo demais, as pessoas veem dados velhos.
Quando expira uma chave popular, mil pedidos chegam juntos ao servidor de origem.
A chave precisa conter tudo de que depende a resposta, o idioma também.
Sai primeiro o que está há mais tempo sem uso.
Com as etiquetas de entidade o navegador pergunta se a cópia ainda está fresca.
Nossa taxa de acerto foi de sessenta para noventa e cinco por cento.
Nunca ponham dados pessoais num cache compartilhado.
A memoização é um cache dentro de uma função.

# os testes automatizados
os testes unitários | os testes de integração | os testes instáveis | os mocks | a cobertura | as asserções | as fixtures | a pirâmide de testes | os snapshots | os testes de ponta a ponta | os dados de teste | os testes de mutação | a suíte | os casos limite
Um teste é um exemplo de como o código deve ser usado.
Os testes unitários são rápidos, mas não dizem se as peças encaixam.
Um teste instável é pior que nenhum, porque ensina a clicar de novo.
Se tudo é mock, no fim você só testa os mocks.
A cobertura mostra o que não se testa e nada diz da qualidade das asserções.
Os testes de mutação mudam o código de propósito e veem se algo fica vermelho.
Os snapshots acabam aprovados por reflexo.
Mantenham as fixtures pequenas, para se ver de onde vem o valor esperado.
Nossa suíte levava cinquenta minutos, então ninguém rodava antes do merge.
Dados de teste copiados da produção são um problema de privacidade.

# a entrega contínua
o pipeline | o rollback | as implantações azul-verde | as feature flags | as versões canário | o ambiente de staging | os artefatos | as notas da versão | as migrações | a checagem de saúde | a indisponibilidade | o ramo de entrega | as imagens de contêiner | a configuração
A gente publica trinta vezes por dia e ninguém prende mais a respiração.
Um canário recebe cinco por cento do tráfego antes dos outros.
Com feature flags você separa entregar o código de ligá-lo.
Numa implantação azul-verde a versão velha fica no ar até a nova estar saudável.
Construam o artefato uma vez e promovam a mesma imagem por todos os ambientes.
As migrações precisam funcionar com a versão velha e com a nova.
Um rollback nunca ensaiado é só uma teoria.
A checagem de saúde deve falhar se o banco está fora de alcance.
O staging nunca é igual à produção.
A configuração mora no ambiente e não na imagem.

# a acessibilidade na web
os leitores de tela | os textos alternativos | a navegação por teclado | o contorno do foco | o contraste | os atributos aria | o HTML semântico | os títulos de seção | os rótulos de formulário | a ordem de tabulação | as legendas | os links de salto | as regiões vivas | as pessoas cegas
Uma em cada seis pessoas vive com alguma deficiência.
A um botão feito de div não se chega pelo teclado.
Se você tira o contorno do foco, quem usa tab se perde.
A primeira regra de aria é não usar aria quando um elemento já resolve.
Com um leitor de tela se pula de título em título.
O texto precisa de um contraste de quatro e meio para um no mínimo.
Um texto alternativo diz para que serve a imagem.
O texto de exemplo não substitui um rótulo.
As regiões vivas anunciam mudanças sem mover o foco.
Usem o próprio site dez minutos sem mouse.

# os WebSockets
o aperto de mão | a conexão aberta | as reconexões | os batimentos | as salas | as transmissões | o cabeçalho upgrade | a contrapressão | as sessões grudentas | a ordem das mensagens | o long polling | o balanceador de carga | os eventos do socket | as mensagens perdidas
Um WebSocket começa a vida como um pedido HTTP comum com cabeçalho upgrade.
Depois do aperto de mão os dois lados enviam quando quiserem.
Celulares perdem a conexão em cada túnel, então reconectar tem que ser banal.
Um batimento a cada vinte segundos impede os proxies de fechar a linha.
O cliente precisa pedir as mensagens que perdeu.
Com vários servidores é preciso algo que leve a transmissão de um a outro.
Se um cliente lê mais devagar do que você envia, a memória cresce até o processo morrer.
Uma sala é apenas um conjunto de identificadores.
Mil clientes que voltam no mesmo segundo parecem um ataque.
O long polling precisa de sessões grudentas.

# a gestão de memória
o coletor de lixo | o heap | os vazamentos de memória | as referências | as closures | a pilha | os retratos do heap | as alocações | a geração jovem | os mapas fracos | os ouvintes de eventos | as pausas | a contagem de referências | os objetos mortos
Os objetos vivem no heap e as variáveis locais na pilha.
O coletor libera o que não se alcança mais a partir das raízes.
~ Um vazamento aqui é uma referência que você esqueceu.
Ouvintes que ninguém remove são o clássico.
Tirem um retrato, repitam a ação dez vezes, tirem outro e comparem.
A maioria dos objetos morre jovem.
Um mapa fraco não mantém vivas as suas chaves.
As closures capturam mais do que parece, às vezes a resposta inteira.
As pausas longas vinham de um heap de quatro gigas.
A contagem de referências não dá conta de ciclos.

# o layout com CSS
o grid | o flexbox | as media queries | as container queries | as margens | o modelo de caixa | a especificidade | o contexto de empilhamento | as variáveis CSS | a viewport | a posição absoluta | a altura da linha | o design responsivo | o transbordamento
Durante vinte anos montamos páginas com tabelas e floats por falta de coisa melhor.
O flexbox é para uma dimensão e o grid para duas.
Com container queries um cartão se adapta ao espaço que recebe.
As margens colapsam na vertical, o que surpreende todo mundo uma vez.
Com border-box a largura significa o que se espera.
Um z-index de nove mil não ajuda se o pai tem seu próprio contexto de empilhamento.
As variáveis CSS são herdadas, então um tema escuro são poucas linhas.
A guerra da especificidade acaba com as camadas.
Quase toda barra horizontal vem de um elemento largo demais.
A altura da linha se escreve sem unidade.

# a revisão de código
os pull requests | os revisores | os comentários | as mudanças pequenas | a aprovação | o autor | as picuinhas | as listas de verificação | os responsáveis | o botão de merge | o tempo de resposta | a programação em par | os guias de estilo | o cansaço
Um revisor acha um defeito a cada vinte linhas, até umas duzentas.
~ Depois disso escreve parece bom e vai almoçar.
Mudanças pequenas são revistas em uma hora, as grandes esperam dias.
Façam perguntas em vez de dar ordens.
Que uma máquina reclame da formatação e as pessoas falem do desenho.
Se um comentário é picuinha, digam.
O autor deveria ser o primeiro revisor do seu pull request.
Os responsáveis por uma pasta são avisados sozinhos.
Programar em par é revisar enquanto se escreve.
Com a revisão o conhecimento também se espalha.

# a observabilidade
os logs estruturados | as métricas | os traces | os painéis | os alertas | o orçamento de erro | os percentis | os spans | a cardinalidade | o plantão | o agente | a amostragem | os objetivos de serviço | os identificadores de correlação
Não se conserta o que não se vê.
Os logs dizem o que houve, as métricas quantas vezes e os traces onde foi o tempo.
Uma média esconde tudo, olhem o percentil noventa e nove.
Todo alerta deveria ser algo em que um humano precisa agir.
Um identificador de correlação une as linhas de um pedido por dez serviços.
Rótulos demais estouram o banco de séries temporais.
Um span tem começo, duração e pai.
O orçamento de erro transforma a briga em aritmética.
Guardamos um por cento dos traces e todos os que falham.
Ninguém olha um painel com quarenta gráficos.

# a autenticação
as senhas | os tokens de acesso | os cookies de sessão | o login único | o segundo fator | os tokens de renovação | o hash | as passkeys | o provedor de identidade | o formulário de login | as permissões | os ataques de força bruta | o OAuth | a expiração
A autenticação diz quem você é, a autorização o que você pode fazer.
Nunca guardem uma senha, guardem um hash lento com sal.
Um cookie de sessão deve ser seguro e do mesmo site.
Um token assinado não se revoga, e tudo bem se ele vive cinco minutos.
O token de renovação muda a cada uso.
As passkeys trocam o segredo da cabeça por um par de chaves no celular.
Com OAuth você nunca vê a senha do usuário.
Limitem as tentativas por conta e por endereço.
Um SMS é o segundo fator mais fraco, mas melhor que nada.
Sair da conta precisa encerrar a sessão também no servidor.

# as filas de mensagens
os produtores | os consumidores | a fila de mensagens mortas | as novas tentativas | a idempotência | as garantias de entrega | o broker | as partições | o atraso do consumidor | as confirmações | as tarefas de fundo | a tabela outbox | as mensagens venenosas | a espera exponencial
Com uma fila o produtor segue em frente e outro faz o trabalho depois.
Pelo menos uma vez quer dizer que o consumidor verá duplicatas.
Então o processamento deve ser idempotente, por exemplo com uma chave única.
O que falha repetidamente acaba na fila de mensagens mortas.
Tentem de novo com espera exponencial e um pouco de acaso.
A ordem só é garantida dentro de uma partição.
O atraso do consumidor é a primeira coisa que olho de manhã.
A outbox grava o evento na mesma transação que os dados.
Se você confirma antes de terminar, uma queda perde a tarefa.
Uma mensagem venenosa pode travar tudo que vem atrás.
  `,
};
