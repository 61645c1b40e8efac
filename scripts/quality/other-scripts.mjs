/**
 * Short talks in scripts of which there is no corpus, for the estimate: each sentence is one of twelve subjects with one of twelve things that
 * are said of it, so that none comes twice. They have no grammar to speak of; they have the letters, and so the tokens, of their language.
 */
const PARTS = {
  ru: {
    subjects:
      'Индекс таблицы|Очередь заданий|Рабочий процесс|Резервная копия|Журнал изменений|Кэш запросов|Балансировщик нагрузки|Сервер базы данных|Контейнер приложения|Сборщик мусора|Проверка типов|Система мониторинга'.split(
        '|',
      ),
    says: 'сначала кажется лишней сложностью, но потом экономит часы работы|должен переживать перезапуск без потери данных|работает быстрее, если не читать всё целиком|показывает, где именно тратится время|требует отдельной настройки на каждом сервере|помогает найти ошибку раньше пользователей|не заменяет внимательного чтения кода|становится узким местом при большой нагрузке|проверяется каждую ночь на копии настоящих данных|хранит только то, что действительно нужно|упрощает жизнь дежурному инженеру|описан в документации проекта с примерами'.split(
      '|',
    ),
    end: '.',
  },
  ko: {
    subjects:
      '테이블 인덱스는|작업 대기열은|워커 프로세스는|백업 파일은|변경 로그는|쿼리 캐시는|로드 밸런서는|데이터베이스 서버는|애플리케이션 컨테이너는|가비지 컬렉터는|타입 검사는|모니터링 시스템은'.split(
        '|',
      ),
    says: '처음에는 복잡해 보이지만 나중에 많은 시간을 절약해 줍니다|다시 시작해도 데이터를 잃지 않아야 합니다|전체를 읽지 않으면 훨씬 빠르게 동작합니다|시간이 어디에서 쓰이는지 보여 줍니다|서버마다 따로 설정해야 합니다|사용자보다 먼저 오류를 찾게 도와줍니다|코드를 꼼꼼히 읽는 일을 대신하지 않습니다|부하가 커지면 병목이 됩니다|매일 밤 실제 데이터의 사본으로 확인합니다|정말 필요한 것만 저장합니다|당직 엔지니어의 일을 덜어 줍니다|프로젝트 문서에 예제와 함께 설명되어 있습니다'.split(
      '|',
    ),
    end: '.',
  },
  zh: {
    subjects:
      '表的索引|任务队列|工作进程|备份文件|变更日志|查询缓存|负载均衡器|数据库服务器|应用容器|垃圾回收器|类型检查|监控系统'.split(
        '|',
      ),
    says: '一开始看起来很复杂，但是后来能节省很多时间|在重新启动以后不应该丢失任何数据|如果不读取全部内容就会快得多|会告诉我们时间到底花在哪里|需要在每一台服务器上单独配置|帮助我们比用户更早发现错误|不能代替认真阅读代码|在负载很高的时候会成为瓶颈|每天晚上都用真实数据的副本来检查|只保存真正需要的东西|让值班工程师的工作轻松一些|在项目文档里有说明和例子'.split(
      '|',
    ),
    end: '。',
  },
  ar: {
    subjects:
      'فهرس الجدول|طابور المهام|عملية العامل|النسخة الاحتياطية|سجل التغييرات|ذاكرة الاستعلامات|موزع الأحمال|خادم قاعدة البيانات|حاوية التطبيق|جامع المهملات|فحص الأنواع|نظام المراقبة'.split(
        '|',
      ),
    says: 'يبدو معقدا في البداية لكنه يوفر ساعات من العمل لاحقا|يجب أن يبقى بعد إعادة التشغيل دون فقدان أي بيانات|يعمل أسرع عندما لا نقرأ كل شيء|يوضح لنا أين يضيع الوقت بالضبط|يحتاج إلى إعداد منفصل على كل خادم|يساعد على اكتشاف الخطأ قبل المستخدمين|لا يغني عن قراءة الشيفرة بعناية|يصبح عنق الزجاجة عند الحمل الكبير|نتحقق منه كل ليلة على نسخة من البيانات الحقيقية|يخزن فقط ما نحتاج إليه فعلا|يسهل حياة المهندس المناوب|موصوف في وثائق المشروع مع أمثلة'.split(
      '|',
    ),
    end: '.',
  },
};

export const OTHER_SCRIPTS = Object.keys(PARTS);

const SENTENCE_MS = 4_200;
const CHAPTERS = 4;

/** Of ten minutes, in the form of `makeTalk` of talk-maker.mjs, as far as the estimate needs it. */
export function otherTalk(language) {
  const { subjects, says, end } = PARTS[language];
  const blank = end === '。' ? '' : ' ';
  const texts = subjects.flatMap((subject, i) =>
    says.map((_, j) => `${subject}${blank}${says[(i + j) % says.length]}${end}`),
  );
  const segments = texts.map((text, index) => ({
    index,
    startMs: index * SENTENCE_MS,
    endMs: (index + 1) * SENTENCE_MS - 200,
    text,
  }));
  const durationMs = texts.length * SENTENCE_MS;
  const each = texts.length / CHAPTERS;
  const topics = Array.from({ length: CHAPTERS }, (_, i) => ({ title: subjects[(i * subjects.length) / CHAPTERS] }));
  const truth = topics.slice(1).map((_, i) => (i + 1) * each * SENTENCE_MS);
  return { segments, durationMs, truth, topics, slides: [] };
}
