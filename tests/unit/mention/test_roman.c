/* Names under several romanizations: what must be one, and what must not. */
#include "mention_kit.h"

#include "base/table.h"
#include "mention/name_norm.h"
#include "mention/roman.h"

static mention_kit *kit;

static int open_kit(void **state)
{
    int status = kit_open(state);
    kit = *state;
    return status;
}

static uint32_t system_bit(const char *name)
{
    static const struct {
        const char *name, *state;
    } states[] = {{"ko", "KOR"}, {"zh", "CHN"}, {"ru", "RUS"}, {"ar", "EGY"},
                  {"he", "ISR"}, {"ja", "JPN"}, {"vi", "VNM"}, {"hu", "HUN"}};
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        if (strcmp(states[i].name, name) == 0)
            return dmr_roman_systems(kit->gazetteer->roman, dmr_str_c(states[i].state));
    return 0;
}

/* As the engine does: one name is kept, the other looked up. */
static bool found_as(uint32_t systems, unsigned flags, demarche_str a, demarche_str b)
{
    const dmr_roman *roman = kit->gazetteer->roman;
    dmr_roman_reading readings[DMR_ROMAN_READINGS_MAX];
    dmr_roman_index index;
    uint32_t values[4];
    size_t found = 0;
    assert_true(dmr_roman_index_open(&index, kit->arena));
    size_t n = dmr_roman_read(roman, dmr_name_norm_copy(kit->arena, a), systems, flags,
                              readings);
    for (size_t i = 0; i < n; i++)
        assert_true(dmr_roman_index_add(&index, roman, &readings[i], 1, kit->arena));
    assert_true(dmr_roman_index_find_name(
        &index, roman, dmr_name_norm_copy(kit->arena, b), flags, values, &found, 4));
    return found > 0;
}

/* As a person's name, or as a place's. */
static bool one_name(uint32_t systems, demarche_str a, demarche_str b)
{
    return found_as(systems, 0, a, b) || found_as(systems, DMR_ROMAN_PLACE, a, b);
}

typedef struct pair {
    const char *a, *b;
} pair;

static void check(const char *system, const pair *pairs, size_t n, bool want)
{
    size_t wrong = 0;
    for (size_t i = 0; i < n; i++) {
        bool is =
            one_name(system_bit(system), dmr_str_c(pairs[i].a), dmr_str_c(pairs[i].b));
        if (is == want)
            continue;
        wrong++;
        print_error("%s: %s %s %s\n", system, pairs[i].a, is ? "=" : "/=", pairs[i].b);
    }
    assert_int_equal(wrong, 0);
}

#define CHECK(system, pairs, want)                                                       \
    check(system, pairs, sizeof(pairs) / sizeof *(pairs), want)

static const pair korean_one[] = {
    {"Pak Ch'or-on", "Park Chul-un"},
    {"Pak Ch'ŏl-ŏn", "Park Chul-un"},
    {"Pak Cheol-eon", "Pak Ch’ŏr-ŏn"},
    {"Pak Ch\u2018ol-on", "Park Chul-un"},
    {"Pak Ch\u02bcor-on", "Park Chul-un"},
    {"PAK CH`OL\u2010ON", "Park Chul Un"},
    {"Yi Sung-man", "Rhee Syngman"},
    {"Syngman Rhee", "Lee Seung-man"},
    {"Syngman Rhee", "Yi Sŭng-man"},
    {"Park Chung Hee", "Pak Chŏng-hŭi"},
    {"Park Chung Hee", "Bak Jeong-hui"},
    {"Chun Doo Hwan", "Chŏn Tu-hwan"},
    {"Chun Doo Hwan", "Jeon Du-hwan"},
    {"Roh Tae Woo", "No T'ae-u"},
    {"Roh Tae Woo", "Noh Tae-woo"},
    {"Roh Moo-hyun", "No Muhyŏn"},
    {"Kim Young Sam", "Kim Yŏng-sam"},
    {"Kim Young Sam", "Young-sam Kim"},
    {"Kim Young Sam", "Young Sam Kim"},
    {"Kim Young Sam", "Gim Yeong-sam"},
    {"Kim Dae Jung", "Kim Tae-jung"},
    {"Kim Dae Jung", "Kim Tae Chung"},
    {"Kim Jong Pil", "Kim Chong-p'il"},
    {"Kim Il Sung", "Kim Ilsong"},
    {"Kim Il Sung", "Kim Il-sŏng"},
    {"Kim Jong Il", "Kim Chŏng-il"},
    {"Kim Jong Un", "Kim Chŏng-ŭn"},
    {"Kim Yong-nam", "Kim Yeong-nam"},
    {"Choi Kyu-hah", "Ch'oe Kyu-ha"},
    {"Choe Gyu-ha", "Choi Kyu Hah"},
    {"Yun Po-sun", "Yoon Bo-seon"},
    {"Chang Myon", "Jang Myeon"},
    {"Lee Myung-bak", "Yi Myŏng-bak"},
    {"Lee Myung-bak", "I Myeong-bak"},
    {"Park Geun-hye", "Pak Kŭn-hye"},
    {"Moon Jae-in", "Mun Chae-in"},
    {"Yoon Suk Yeol", "Yun Sŏk-yŏl"},
    {"Pak Tongjin", "Park Dong-jin"},
    {"Choi Ho Joong", "Ch'oe Ho-jung"},
    {"Lee Sang Ock", "Yi Sangok"},
    {"Chung Ju-yung", "Chŏng Chu-yŏng"},
    {"Chung Ju-yung", "Jeong Ju-yeong"},
    {"Kim Woo-choong", "Kim U-jung"},
    {"Kwon Hui-gyong", "Kwon Hee-kyung"},
    {"Ho Dam", "Heo Dam"},
    {"Paek Nam-sun", "Baek Nam-sun"},
    {"Paik Nam Soon", "Paek Nam-sun"},
    {"Yi Rak-yŏn", "Lee Nak-yon"},
    {"Ri Yong-ho", "Lee Yong-ho"},
    {"Chang Song-taek", "Jang Song-thaek"},
    {"Choe Ryong-hae", "Ch'oe Yong-hae"},
    {"Lim Dong-won", "Im Tong-won"},
    {"Ban Ki-moon", "Pan Ki-mun"},
    {"P'yongyang", "Pyongyang"},
    {"P'yŏngyang", "Pyeongyang"},
    {"Inch'on", "Incheon"},
    {"Pusan", "Busan"},
    {"Taegu", "Daegu"},
    {"Taejon", "Daejeon"},
    {"Kwangju", "Gwangju"},
    {"Cheju", "Jeju"},
    {"Ch'ongjin", "Cheongjin"},
    {"P'anmunjom", "Panmunjeom"},
    {"Kaesong", "Gaeseong"},
};

static const pair korean_two[] = {
    {"Kim Young Sam", "Kim Yong-nam"},
    {"Kim Young Sam", "Kim Il Sung"},
    {"Kim Il Sung", "Kim Jong Il"},
    {"Kim Jong Il", "Kim Jong Un"},
    {"Kim Jong Il", "Kim Jong Pil"},
    {"Kim Dae Jung", "Kim Jong Il"},
    {"Kim Dae Jung", "Kim Young Sam"},
    {"Roh Tae Woo", "Roh Moo-hyun"},
    {"Chun Doo Hwan", "Chung Il-kwon"},
    {"Park Chung Hee", "Park Geun-hye"},
    {"Park Chung Hee", "Pak Tongjin"},
    {"Pak Ch'or-on", "Pak Tongjin"},
    {"Choi Kyu-hah", "Choi Ho Joong"},
    {"Lee Sang Ock", "Lee Myung-bak"},
    {"Lee Sang Ock", "Lee Hong-koo"},
    {"Kim Woo-choong", "Kim Young Sam"},
    {"Chung Ju-yung", "Chung Mong-joon"},
    {"Yi Sun-gi", "Yi Sang-ok"},
    {"Kim Yo Jong", "Kim Jong Un"},
    {"Kim Yong-nam", "Kim Yong-il"},
    {"Kim Yong-nam", "Kim Yong-sun"},
    {"Kang Sok-ju", "Kang Song-san"},
    {"Han Sung-joo", "Han Seung-soo"},
    {"Pusan", "Wonsan"},
    {"Taegu", "Taejon"},
    {"Ho Chong", "Ho Tam"},
    {"Moon Jae-in", "Moon Sun-myung"},
};

static const pair chinese_one[] = {
    {"Chou En-lai", "Zhou Enlai"},
    {"Mao Tse-tung", "Mao Zedong"},
    {"Mao Tsetung", "Mao Zedong"},
    {"Teng Hsiao-p'ing", "Deng Xiaoping"},
    {"Teng Hsiaoping", "Deng Xiaoping"},
    {"Hua Kuo-feng", "Hua Guofeng"},
    {"Liu Shao-ch'i", "Liu Shaoqi"},
    {"Lin Piao", "Lin Biao"},
    {"P'eng Te-huai", "Peng Dehuai"},
    {"Chu Teh", "Zhu De"},
    {"Ch'en Yi", "Chen Yi"},
    {"Chao Tzu-yang", "Zhao Ziyang"},
    {"Hu Yao-pang", "Hu Yaobang"},
    {"Li P'eng", "Li Peng"},
    {"Yang Shang-k'un", "Yang Shangkun"},
    {"Chiang Tse-min", "Jiang Zemin"},
    {"Chu Jung-chi", "Zhu Rongji"},
    {"Hu Chin-t'ao", "Hu Jintao"},
    {"Wen Chia-pao", "Wen Jiabao"},
    {"Hsi Chin-p'ing", "Xi Jinping"},
    {"Li K'o-ch'iang", "Li Keqiang"},
    {"Ch'ien Ch'i-ch'en", "Qian Qichen"},
    {"Wu Hsueh-ch'ien", "Wu Xueqian"},
    {"Chi P'eng-fei", "Ji Pengfei"},
    {"Li Hsien-nien", "Li Xiannian"},
    {"Yeh Chien-ying", "Ye Jianying"},
    {"Chiang Ch'ing", "Jiang Qing"},
    {"Chang Ch'un-ch'iao", "Zhang Chunqiao"},
    {"Wang Hung-wen", "Wang Hongwen"},
    {"Yao Wen-yuan", "Yao Wenyuan"},
    {"Ch'iao Kuan-hua", "Qiao Guanhua"},
    {"Yuan Shih-k'ai", "Yuan Shikai"},
    {"Chang Tso-lin", "Zhang Zuolin"},
    {"Tuan Ch'i-jui", "Duan Qirui"},
    {"Ts'ao K'un", "Cao Kun"},
    {"Feng Kuo-chang", "Feng Guozhang"},
    {"Hsu Shih-ch'ang", "Xu Shichang"},
    {"Li Yuan-hung", "Li Yuanhong"},
    {"Wang Ching-wei", "Wang Jingwei"},
    {"Wang K'o-min", "Wang Kemin"},
    {"Ch'en Kung-po", "Chen Gongbo"},
    {"Li Tsung-jen", "Li Zongren"},
    {"Yen Chia-kan", "Yan Jiagan"},
    {"Lee Teng-hui", "Li Denghui"},
    {"Chiang Ching-kuo", "Jiang Jingguo"},
    {"Tsai Ing-wen", "Tsai Ing-Wen"},
    {"Tseng Kuo-fan", "Zeng Guofan"},
    {"Li Hung-chang", "Li Hongzhang"},
    {"K'ang Yu-wei", "Kang Youwei"},
    {"Huang Chen", "Huang Zhen"},
    {"Tz'u Hsi", "Cixi"},
    {"Jinping Xi", "Xi Jinping"},
    {"Enlai Zhou", "Chou En-lai"},
    {"Kao Kang", "Gao Gang"},
    {"Peking", "Beijing"},
    {"Nanking", "Nanjing"},
    {"Chungking", "Chongqing"},
    {"Tientsin", "Tianjin"},
    {"Sinkiang", "Xinjiang"},
    {"Szechuan", "Sichuan"},
    {"Kwangtung", "Guangdong"},
    {"Chengtu", "Chengdu"},
};

static const pair chinese_two[] = {
    {"Li Peng", "Li Xiannian"},
    {"Zhu Rongji", "Zhu De"},
    {"Zhu Rongji", "Chu Teh"},
    {"Zhang Chunqiao", "Jiang Qing"},
    {"Zhou Enlai", "Zhao Ziyang"},
    {"Jiang Zemin", "Jiang Qing"},
    {"Chiang Kai-shek", "Chiang Ching-kuo"},
    {"Hu Yaobang", "Hu Jintao"},
    {"Wu Xueqian", "Wu Yi"},
    {"Mao Zedong", "Mao Zemin"},
    {"Lin Biao", "Lin Boqu"},
    {"Chen Yi", "Chen Yun"},
    {"Wang Yi", "Wang Li"},
    {"Ye Jianying", "Ye Jizhuang"},
    {"Wang Jingwei", "Wang Kemin"},
    {"Chang Tso-lin", "Chang Hsueh-liang"},
    {"Liu Shaoqi", "Liu Bocheng"},
    {"Beijing", "Nanjing"},
    {"Guangdong", "Guangxi"},
    {"Shanxi", "Shandong"},
    {"Hunan", "Henan"},
};

static const pair russian_one[] = {
    {"Gorbachev", "Gorbachov"},
    {"Gorbachev", "Gorbatschow"},
    {"Gorbachev", "Gorbatchev"},
    {"Gorbachev", "Gorbaczow"},
    {"Gorbachev", "Gorbačov"},
    {"Mikhail Gorbachev", "Michail Gorbatschow"},
    {"Mikhail Gorbachev", "Mikhaïl Gorbatchev"},
    {"Mikhail Gorbachev", "Mijail Gorbachov"},
    {"Mikhail Gorbachev", "Gorbachev Mikhail"},
    {"Yeltsin", "Eltsin"},
    {"Yeltsin", "Jelzin"},
    {"Yeltsin", "Yel'tsin"},
    {"Yeltsin", "Eltsine"},
    {"Yeltsin", "Jelcin"},
    {"Boris Yeltsin", "Boris Jelzin"},
    {"Khrushchev", "Chruschtschow"},
    {"Khrushchev", "Khrouchtchev"},
    {"Khrushchev", "Jruschov"},
    {"Khrushchev", "Chruszczow"},
    {"Khrushchev", "Hruščov"},
    {"Khrushchev", "Khrushchov"},
    {"Nikita Khrushchev", "Nikita Chruschtschow"},
    {"Shevardnadze", "Schewardnadse"},
    {"Shevardnadze", "Chevardnadze"},
    {"Eduard Shevardnadze", "Edouard Chevardnadzé"},
    {"Brezhnev", "Breschnew"},
    {"Brezhnev", "Brejnev"},
    {"Brezhnev", "Brežněv"},
    {"Leonid Brezhnev", "Leonid Breschnew"},
    {"Andropov", "Andropow"},
    {"Yuri Andropov", "Iurii Andropov"},
    {"Yuri Andropov", "Juri Andropow"},
    {"Yuri Andropov", "Iouri Andropov"},
    {"Chernenko", "Tschernenko"},
    {"Chernenko", "Tchernenko"},
    {"Chernomyrdin", "Tschernomyrdin"},
    {"Molotov", "Molotow"},
    {"Viacheslav Molotov", "Wjatscheslaw Molotow"},
    {"Andrei Gromyko", "Andrej Gromyko"},
    {"Andrei Gromyko", "Andrey Gromyko"},
    {"Kosygin", "Kossygin"},
    {"Trotsky", "Trotzki"},
    {"Trotsky", "Trotskii"},
    {"Zinoviev", "Sinowjew"},
    {"Georgii Zhukov", "Georgy Schukow"},
    {"Georgii Zhukov", "Georgi Joukov"},
    {"Sakharov", "Sacharow"},
    {"Andrei Sakharov", "Andreï Sakharov"},
    {"Solzhenitsyn", "Solschenizyn"},
    {"Solzhenitsyn", "Soljenitsyne"},
    {"Aleksandr Solzhenitsyn", "Alexander Solschenizyn"},
    {"Yevgeni Primakov", "Evgenii Primakov"},
    {"Yevgeni Primakov", "Jewgeni Primakow"},
    {"Vladimir Putin", "Wladimir Putin"},
    {"Vladimir Putin", "Vladimir Poutine"},
    {"Dmitry Medvedev", "Dmitri Medwedew"},
    {"Sergei Lavrov", "Sergej Lawrow"},
    {"Sergei Lavrov", "Sergueï Lavrov"},
    {"Litvinov", "Litwinow"},
    {"Georgii Chicherin", "Georgi Tschitscherin"},
    {"Volodymyr Zelensky", "Vladimir Zelenskiy"},
    {"Volodymyr Zelensky", "Volodymyr Zelenskyy"},
    {"Volodymyr Zelensky", "Wolodymyr Selenskyj"},
    {"Petro Poroshenko", "Petro Poroschenko"},
    {"Yanukovych", "Yanukovich"},
    {"Yanukovych", "Janukowitsch"},
    {"Leonid Kravchuk", "Leonid Krawtschuk"},
    {"Leonid Kuchma", "Leonid Kutschma"},
    {"Yulia Tymoshenko", "Yuliya Timoshenko"},
    {"Alexander Lukashenko", "Alyaksandr Lukashenka"},
    {"Alexander Lukashenko", "Aleksandr Lukaschenko"},
    {"Gennady Zyuganov", "Gennadi Sjuganow"},
    {"Khabarovsk", "Chabarowsk"},
    {"Kharkov", "Charkow"},
};

static const pair russian_two[] = {
    {"Gorbachev", "Gorbacheva"},
    {"Gorbachev", "Gorbunov"},
    {"Mikhail Gorbachev", "Mikhail Gromov"},
    {"Brezhnev", "Berezovsky"},
    {"Andropov", "Antonov"},
    {"Molotov", "Malenkov"},
    {"Litvinov", "Litvinenko"},
    {"Chernenko", "Chernyshev"},
    {"Chernenko", "Chernomyrdin"},
    {"Igor Ivanov", "Sergei Ivanov"},
    {"Ivanov", "Ivanova"},
    {"Zhukov", "Zhuravlev"},
    {"Lavrov", "Lavrentiev"},
    {"Putin", "Pugin"},
    {"Medvedev", "Medvedkov"},
    {"Kuchma", "Kravchuk"},
    {"Yanukovych", "Yushchenko"},
    {"Poroshenko", "Tymoshenko"},
    {"Kosygin", "Kozyrev"},
    {"Kirov", "Kirichenko"},
    {"Stalin", "Salin"},
    {"Lenin", "Levin"},
    {"Nikolai Tikhonov", "Nikolai Ryzhkov"},
    {"Kharkov", "Khabarovsk"},
    {"Boris Yeltsin", "Boris Nemtsov"},
};

static const pair arabic_one[] = {
    {"Qaddafi", "Gaddafi"},
    {"Qaddafi", "Qadhafi"},
    {"Qaddafi", "Kadafi"},
    {"Qaddafi", "Khadafy"},
    {"Qadhafi", "Kadhafi"},
    {"Qaddafi", "Gadhafi"},
    {"Muammar Qadhafi", "Moammar Gadhafi"},
    {"Muammar Qadhafi", "Mouammar Kadhafi"},
    {"Muammar Qadhafi", "Mu'ammar al-Qaddafi"},
    {"Gamal Abdel Nasser", "Jamal Abd al-Nasir"},
    {"Gamal Abdel Nasser", "Gamal Abdul Nasser"},
    {"Gamal Abdel Nasser", "Jamal 'Abd an-Nasir"},
    {"Nasser", "Nasir"},
    {"Anwar Sadat", "Anwar al-Sadat"},
    {"Anwar Sadat", "Anwar as-Sadat"},
    {"Anwar Sadat", "Anouar el-Sadat"},
    {"Hosni Mubarak", "Husni Mubarak"},
    {"Hosni Mubarak", "Hosni Moubarak"},
    {"Mohamed Morsi", "Muhammad Mursi"},
    {"Abdel Fattah el-Sisi", "Abd al-Fattah as-Sisi"},
    {"Saddam Hussein", "Saddam Husayn"},
    {"Saddam Hussein", "Saddam Hussain"},
    {"Saddam Hussein", "Sadam Hossein"},
    {"Hussein bin Talal", "Husayn ibn Talal"},
    {"Tariq Aziz", "Tareq Aziz"},
    {"Tariq Aziz", "Tarek Aziz"},
    {"Abdul Karim Qasim", "Abd al-Karim Kassem"},
    {"Nuri al-Said", "Nouri es-Said"},
    {"Nouri al-Maliki", "Nuri Maliki"},
    {"Hafez al-Assad", "Hafiz al-Asad"},
    {"Bashar al-Assad", "Bachar el-Assad"},
    {"Yasser Arafat", "Yasir Arafat"},
    {"Yasser Arafat", "Yassir Arafat"},
    {"Yasser Arafat", "Jasir Arafat"},
    {"Mahmoud Abbas", "Mahmud Abbas"},
    {"Habib Bourguiba", "Habib Burguiba"},
    {"Zine El Abidine Ben Ali", "Zin al-Abidin Bin Ali"},
    {"Ahmed Ben Bella", "Ahmad Bin Bella"},
    {"Houari Boumediene", "Huari Bumediene"},
    {"Abdelaziz Bouteflika", "Abd al-Aziz Butaflika"},
    {"Chadli Bendjedid", "Chadli Benjedid"},
    {"Faisal", "Faysal"},
    {"Faisal", "Feisal"},
    {"Faisal II", "Faysal II"},
    {"Khalid", "Khaled"},
    {"King Fahd", "King Fahad"},
    {"Ali Abdullah Saleh", "Ali Abdallah Salih"},
    {"Omar al-Bashir", "Umar al-Bashir"},
    {"Omar al-Bashir", "Omar el-Bachir"},
    {"Jaafar Nimeiri", "Gaafar Nimeiri"},
    {"Sadiq al-Mahdi", "Sadeq el Mahdi"},
    {"Osama bin Laden", "Usama bin Ladin"},
    {"Hassan Nasrallah", "Hasan Nasrallah"},
    {"Rafik Hariri", "Rafiq al-Hariri"},
    {"Qaboos bin Said", "Qabus bin Said"},
    {"Zayed bin Sultan", "Zayid bin Sultan"},
    {"Ruhollah Khomeini", "Ruhullah Khumayni"},
    {"Mohammad Mossadegh", "Mohammad Mosaddeq"},
    {"Mohammad Mossadegh", "Muhammad Musaddiq"},
    {"Hassan Rouhani", "Hasan Ruhani"},
    {"Hassan Rouhani", "Hassan Rohani"},
    {"Mohammad Khatami", "Muhammad Khatami"},
    {"Ali Akbar Velayati", "Ali Akbar Vilayati"},
    {"Qasem Soleimani", "Qassem Suleimani"},
    {"Ebrahim Raisi", "Ibrahim Raisi"},
    {"Hamid Karzai", "Hamed Karzai"},
    {"Pervez Musharraf", "Parvez Musharraf"},
    {"Zulfikar Ali Bhutto", "Zulfiqar Ali Bhutto"},
    {"Muhammad Zia ul-Haq", "Mohammad Zia ul Haq"},
};

static const pair arabic_two[] = {
    {"Saddam Hussein", "Hussein bin Talal"},
    {"Saddam Hussein", "Hussein Kamel"},
    {"Mahmoud Abbas", "Muhammad Abbas"},
    {"Mahmud", "Muhammad"},
    {"Hassan", "Hussein"},
    {"Kamal", "Gamal"},
    {"Kamal", "Kamil"},
    {"Jamal", "Jamil"},
    {"Nasser", "Naseem"},
    {"Nasser", "Nasrallah"},
    {"Sadat", "Saddam"},
    {"Hafez al-Assad", "Bashar al-Assad"},
    {"Faisal I", "Faisal II"},
    {"Abdullah I", "Abdullah II"},
    {"Khamenei", "Khomeini"},
    {"Ali Khamenei", "Ali Larijani"},
    {"Mohammad Khatami", "Ahmad Khatami"},
    {"Ben Ali", "Ben Bella"},
    {"Salman", "Salim"},
    {"Salman", "Sulayman"},
    {"Khalid", "Walid"},
    {"Hariri", "Harari"},
    {"Fahd", "Fahmi"},
    {"Qasim", "Hashim"},
    {"Aziz", "Aziza"},
    {"Arafat", "Rafat"},
    {"Said", "Saud"},
    {"Abdullah", "Abdulaziz"},
    {"Mubarak", "Barak"},
    {"Rouhani", "Rabbani"},
    {"Omar al-Bashir", "Bashar al-Assad"},
};

static const pair hebrew_one[] = {
    {"Benjamin Netanyahu", "Binyamin Netanyahu"},
    {"Netanyahu", "Netanjahu"},
    {"Netanyahu", "Nethanyahou"},
    {"Yitzhak Rabin", "Itzhak Rabin"},
    {"Yitzhak Rabin", "Yitzchak Rabin"},
    {"Yitzhak Shamir", "Izchak Shamir"},
    {"Menachem Begin", "Menahem Begin"},
    {"Chaim Weizmann", "Haim Weizman"},
};

static const pair hebrew_two[] = {
    {"Yitzhak Rabin", "Yitzhak Shamir"},
    {"Ehud Barak", "Ehud Olmert"},
    {"Shimon Peres", "Shimon Ben Yair"},
};

static const pair japanese_one[] = {
    {"Shinzo Abe", "Abe Shinzō"},
    {"Ito", "Itoh"},
    {"Itō Masayoshi", "Masayoshi Itoh"},
    {"Ohira Masayoshi", "Ōhira Masayoshi"},
    {"Ohira", "Oohira"},
    {"Sato Eisaku", "Eisaku Satou"},
    {"Tojo Hideki", "Tôjô Hideki"},
    {"Konoe Fumimaro", "Fumimaro Konoye"},
    {"Kishi Nobusuke", "Kisi Nobusuke"},
    {"Hatoyama Ichiro", "Hatoyama Itirou"},
    {"Ryutaro Hashimoto", "Hashimoto Ryūtarō"},
    {"Fumio Kishida", "Kishida Fumio"},
    {"Uno Sosuke", "Sousuke Uno"},
};

static const pair japanese_two[] = {
    {"Ohno", "Ono Yohei"},
    {"Abe Shinzo", "Abe Shintaro"},
    {"Kato", "Kondo"},
    {"Fukuda Takeo", "Fukuda Yasuo"},
    {"Hatoyama Ichiro", "Hatoyama Yukio"},
};

static const pair vietnamese_one[] = {
    {"Ngô Đình Diệm", "Ngo Dinh Diem"},
    {"Nguyễn Văn Thiệu", "Nguyen Van Thieu"},
    {"Lê Duẩn", "Le Duan"},
};

static const pair hungarian_one[] = {
    {"Orbán Viktor", "Viktor Orban"},
    {"Kádár János", "Janos Kadar"},
    {"Horthy Miklós", "Miklos Horthy"},
};

static void korean_spellings_of_one_name_agree(void **state)
{
    (void)state;
    CHECK("ko", korean_one, true);
}

static void korean_names_of_two_differ(void **state)
{
    (void)state;
    CHECK("ko", korean_two, false);
}

static void chinese_spellings_of_one_name_agree(void **state)
{
    (void)state;
    CHECK("zh", chinese_one, true);
}

static void chinese_names_of_two_differ(void **state)
{
    (void)state;
    CHECK("zh", chinese_two, false);
}

static void russian_spellings_of_one_name_agree(void **state)
{
    (void)state;
    CHECK("ru", russian_one, true);
}

static void russian_names_of_two_differ(void **state)
{
    (void)state;
    CHECK("ru", russian_two, false);
}

static void arabic_spellings_of_one_name_agree(void **state)
{
    (void)state;
    CHECK("ar", arabic_one, true);
}

static void arabic_names_of_two_differ(void **state)
{
    (void)state;
    CHECK("ar", arabic_two, false);
}

static void hebrew_spellings_of_one_name_agree(void **state)
{
    (void)state;
    CHECK("he", hebrew_one, true);
}

static void hebrew_names_of_two_differ(void **state)
{
    (void)state;
    CHECK("he", hebrew_two, false);
}

static void japanese_spellings_of_one_name_agree(void **state)
{
    (void)state;
    CHECK("ja", japanese_one, true);
}

static void japanese_names_of_two_differ(void **state)
{
    (void)state;
    CHECK("ja", japanese_two, false);
}

static void vietnamese_spellings_of_one_name_agree(void **state)
{
    (void)state;
    CHECK("vi", vietnamese_one, true);
}

static void hungarian_spellings_of_one_name_agree(void **state)
{
    (void)state;
    CHECK("hu", hungarian_one, true);
}

/* Rows of persons.tsv that are one person or, the first, of two states. */
static bool told_to_be_alike(const dmr_sense *x, const dmr_sense *y)
{
    static const pair known[] = {{"Abd al-Aziz", "Ibn Saud"},
                                 {"Hatoyama Ichiro", "Hatoyama Iichiro"},
                                 {"Sheikh Jaber", "Jabir Ahmad Al Sabah"},
                                 {"Muhammad VI", "King Mohammed VI"},
                                 {"Chang Myon", "Myun Chang"},
                                 {"Boiko Borisov", "Boyko Borisov"},
                                 {"Mohammad Mossadeg", "Mohammad Mossadegh"},
                                 {"Khalifah Al Thani", "Khalifah Ath-Thani"}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if ((dmr_str_is(x->canonical, known[i].a) &&
             dmr_str_is(y->canonical, known[i].b)) ||
            (dmr_str_is(y->canonical, known[i].a) &&
             dmr_str_is(x->canonical, known[i].b)))
            return true;
    return false;
}

/* Look each name up under its own spelling: nobody else may answer. */
static void persons_of_the_lexicon_are_told_apart(void **state)
{
    const dmr_gazetteer *g = kit->gazetteer;
    size_t wrong = 0;
    (void)state;
    assert_true(g->full_sounds.n > 500);
    for (size_t i = 0; i < g->full_sounds.n; i++) {
        uint32_t own = g->full_sounds.at[i].value, values[16];
        size_t n = 0;
        assert_true(dmr_roman_index_find_name(&g->full_sounds, g->roman,
                                              g->keys[own - 1].text, 0, values, &n, 16));
        for (size_t v = 0; v < n; v++) {
            const dmr_sense *x = &g->senses[g->keys[own - 1].first - 1];
            const dmr_sense *y = &g->senses[g->keys[values[v] - 1].first - 1];
            if (x->subject == y->subject || told_to_be_alike(x, y))
                continue;
            wrong++;
            print_error("%.*s is %.*s\n", DMR_STR_ARG(x->canonical),
                        DMR_STR_ARG(y->canonical));
        }
    }
    assert_int_equal(wrong, 0);
}

static void every_example_of_the_table_is_one_name(void **state)
{
    static const char *const columns[] = {"system",   "ways",    "kind",
                                          "spelling", "sounds",  "example",
                                          "?note",    "?source", NULL};
    dmr_table t;
    demarche_error err = {0};
    size_t wrong = 0, n = 0;
    (void)state;
    if (dmr_table_load(&t, TEST_DIR "/../lexicon/romanizations.tsv", columns, kit->arena,
                       &err))
        fail_msg("%s", err.message);
    for (size_t i = 0; i < t.n_rows; i++) {
        demarche_str example = t.rows[i].cells[5], other = example;
        size_t at = dmr_str_find(example, DMR_STR(" = "), 0);
        if (example.len == 0)
            continue;
        assert_true(at != SIZE_MAX);
        char system[3] = {t.rows[i].cells[0].ptr[0], t.rows[i].cells[0].ptr[1], 0};
        example.len = at;
        other.ptr += at + 3;
        other.len -= at + 3;
        n++;
        if (one_name(system_bit(system), example, other))
            continue;
        wrong++;
        print_error("line %u: %.*s /= %.*s\n", t.rows[i].line, DMR_STR_ARG(example),
                    DMR_STR_ARG(other));
    }
    assert_true(n > 100);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_example_of_the_table_is_one_name),
        cmocka_unit_test(persons_of_the_lexicon_are_told_apart),
        cmocka_unit_test(korean_spellings_of_one_name_agree),
        cmocka_unit_test(korean_names_of_two_differ),
        cmocka_unit_test(chinese_spellings_of_one_name_agree),
        cmocka_unit_test(chinese_names_of_two_differ),
        cmocka_unit_test(russian_spellings_of_one_name_agree),
        cmocka_unit_test(russian_names_of_two_differ),
        cmocka_unit_test(arabic_spellings_of_one_name_agree),
        cmocka_unit_test(arabic_names_of_two_differ),
        cmocka_unit_test(hebrew_spellings_of_one_name_agree),
        cmocka_unit_test(hebrew_names_of_two_differ),
        cmocka_unit_test(japanese_spellings_of_one_name_agree),
        cmocka_unit_test(japanese_names_of_two_differ),
        cmocka_unit_test(vietnamese_spellings_of_one_name_agree),
        cmocka_unit_test(hungarian_spellings_of_one_name_agree),
    };
    return cmocka_run_group_tests(tests, open_kit, kit_close);
}
