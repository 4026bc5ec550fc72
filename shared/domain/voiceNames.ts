// The given names in the voice profiles that Microsoft, Amazon and Google publish, by language: the gender follows from them.

/** Female names, then male ones. */
type Names = readonly [female: string, male: string]

const named: Record<string, Names> = {
  af: ['Adri', 'Willem'],
  ar: [
    'Amal Amina Amany Aysha Fatima Hala Hoda Iman Laila Layla Lina Maryam Mouna Noura Rana Reem Salma Sana Zariyah Zeina',
    'Abdullah Ali Bassel Fahed Hamdan Hamed Hedi Ismael Jamal Laith Moaz Naayf Omar Rami Saleh Shakir Taim',
  ],
  bg: ['Kalina', 'Borislav Ivan'],
  bn: ['Nabanita Tanishaa', 'Bashkar Pradeep'],
  ca: ['Alba Arlet Joana', 'Enric Herena'],
  cs: ['Jitka Vlasta', 'Antonin Jakub'],
  cy: ['Gwyneth Nia', 'Aled'],
  da: ['Christel Helle Naja Sofie', 'Jeppe Mads'],
  de: [
    'Amala Elke Gisela Hannah Hedda Ingrid Katja Klarissa Leni Louisa Maja Marlene Seraphina Tanja Vicki',
    'Bernd Christoph Conrad Daniel Florian Hans Jan Jonas Karsten Kasper Killian Klaus Michael Ralf Stefan',
  ],
  el: ['Athina', 'Nestoras Stefanos'],
  en: [
    'Abbi Abeo Aditi Amber Amy Ana Annette Aria Asilia Ashley Ava Ayanda Bella Brandie Carly Catherine Clara Cora Danielle Elizabeth ' +
      'Elsie Emily Emma Evelyn Eva Ezinne Freya Hayley Hazel Heather Heera Hollie Imani Ivy Jane Jasmine Jenny Jessa Joanna Joanne Kajal ' +
      'Kendra Kimberly Kim Leah Libby Linda Luna Maisie Michelle Molly Monica Nancy Natasha Neerja Niamh Nicole Olivia Phoebe Priya Raveena ' +
      'Rosa Ruth Salli Sara Serena Sonia Susan Tina Tilly Yan Zira Nova Shimmer',
    'Alfie Andrew Arthur Ayoola Benjamin Brandon Brian Chilemba Christopher Connor Darren Davis Dennis Derek Duncan Elimu Elliot Eric ' +
      'Ethan Geraint Gregory Guy Jacob James Jason Joey Justin Kai Kavin Ken Kevin Liam Luke Mark Mitchell Neil Noah Oliver Patrick Prabhat ' +
      'Ravi Roger Rosser Russell Ryan Sam Samuel Sean Stephen Steffan Thomas Tim Tony Wayne William Alloy Echo Fable Onyx George David Matthew',
  ],
  es: [
    'Abril Andrea Arabella Beatriz Belkys Blanca Camila Candela Carlota Catalina Conchita Dalia Elena Elvira Elsa Estrella Fernanda ' +
      'Helena Hilda Irene Isabella Karina Karla Larissa Laia Laura Lia Lorena Lucia Lupe María Maria Marina Margarita Marta Mia Miguela Nuria ' +
      'Paloma Paola Penélope Pilar Ramona Renata Sabina Salome Sofía Sofia Tania Teresa Trini Triana Valentina Vera Ximena Yolanda',
    'Alex Alonso Alvaro Andres Arnau Carlos Cecilio Dario Elias Emilio Enrique Federico Gerardo Gonzalo Javier Jorge Jose Juan Lorenzo Luciano ' +
      'Liberto Luis Manuel Marcelo Mario Mateo Miguel Nil Pablo Pedro Pelayo Raul Roberto Rodrigo Saul Sebastian Sergio Teo Tomas Tristan Victor Yago',
  ],
  et: ['Anu', 'Kert'],
  fi: ['Heidi Noora Selma Suvi', 'Harri'],
  fil: ['Blessica', 'Angelo'],
  fr: [
    'Ariane Brigitte Caroline Celeste Celine Céline Chantal Charline Coralie Denise Eloise Gabrielle Harmonie Hortense Isabelle Jacqueline Josephine Julie Léa Lea Sylvie Vivienne Yvette',
    'Alain Antoine Claude Fabrice Gerard Guillaume Henri Jean Jerome Liam Lucien Mathieu Maurice Paul Remi Rémi Remy Thierry Yves',
  ],
  ga: ['Orla', 'Colm'],
  gu: ['Dhwani', 'Niranjan'],
  he: ['Hila', 'Asaf Avri'],
  hi: ['Aditi Ananya Kajal Kalpana Kavya Swara', 'Aarav Hemant Kunal Madhur Rehaan'],
  hr: ['Gabrijela', 'Matej Srecko'],
  hu: ['Noemi', 'Szabolcs Tamas'],
  id: ['Gadis', 'Andika Ardi'],
  is: ['Dóra Dora Gudrun', 'Karl Gunnar'],
  it: [
    'Bianca Carla Elsa Fabiola Fiamma Imelda Irma Isabella Lucia Palmira Pierina',
    'Adriano Alessio Benigno Calimero Cataldo Cosimo Diego Gianni Giorgio Giuseppe Lisandro Marcello Rinaldo',
  ],
  ja: ['Aoi Ayumi Haruka Kazuha Mayu Mizuki Nanami Sayaka Shiori Tomoko', 'Daichi Ichiro Keita Masaru Naoki Takumi'],
  ko: ['Heami JiMin Seoyeon SeoHyeon SoonBok SunHi Jihye YuJin', 'BongJin GookMin Hyunsu InJoon'],
  lt: ['Ona', 'Leonas'],
  lv: ['Everita', 'Nils'],
  ms: ['Yasmin', 'Osman Rizwan'],
  mt: ['Grace', 'Joseph'],
  nb: ['Hulda Ida Iselin Liv Pernille', 'Finn Jon'],
  nl: ['Colette Dena Fenna Hanna Laura Lisa Lotte', 'Arnaud Frank Maarten Ruben'],
  pl: ['Agnieszka Ewa Maja Ola Paulina Zofia', 'Adam Jacek Jan Marek'],
  pt: [
    'Brenda Camila Elza Fernanda Francisca Giovanna Helia Heloisa Inês Ines Leila Leticia Manuela Raquel Thalita Vitória Vitoria Yara',
    'Antonio Cristiano Daniel Donato Duarte Fabio Humberto Julio Macerio Nicolau Ricardo Thiago Valerio',
  ],
  ro: ['Alina Carmen', 'Andrei Emil'],
  ru: ['Dariya Ekaterina Irina Svetlana Tatyana', 'Dmitry Maxim Pavel'],
  sk: ['Viktoria', 'Filip Lukas'],
  sl: ['Petra', 'Lado Rok'],
  sv: ['Astrid Elin Hedvig Hillevi Sofie', 'Mattias'],
  sw: ['Rehema Zuri', 'Daudi Rafiki'],
  ta: ['Kani Pallavi Saranya Venba', 'Anbu Kumar Surya Valluvar'],
  te: ['Chitra Shruti', 'Mohan'],
  th: ['Achara Premwadee', 'Niwat Pattara'],
  tr: ['Burcu Emel Filiz Seda', 'Ahmet'],
  uk: ['Polina', 'Ostap'],
  ur: ['Gul Uzma', 'Asad Salman'],
  vi: ['HoaiMy', 'An NamMinh'],
  zh: [
    'HanHan HiuGaai HiuMaan Hiujin HsiaoChen HsiaoYu Huihui Tracy XiaoMin Xiaobei Xiaochen Xiaohan Xiaomeng Xiaomo Xiaoni Xiaoqiu Xiaorui ' +
      'Xiaoshuang Xiaoxiao Xiaoxuan Xiaoyan Xiaoyi Xiaoyou Xiaozhen Yaoyao Yating Zhiyu',
    'Danny Kangkang WanLung YunJhe YunSong Yunfeng Yunhao Yunjian Yunxi Yunxia Yunyang Yunye Yunze Zhiwei',
  ],
}

/** Languages under another code of theirs. */
const otherCodes: Record<string, string> = { arb: 'ar', cmn: 'zh', yue: 'zh', no: 'nb', iw: 'he', in: 'id', tl: 'fil' }

/** Google's, whose names are stars. */
const stars: Names = [
  'Achernar Aoede Autonoe Callirrhoe Despina Erinome Gacrux Kore Laomedeia Leda Pulcherrima Sulafat Vindemiatrix Zephyr',
  'Achird Algenib Algieba Alnilam Charon Enceladus Fenrir Iapetus Orus Puck Rasalgethi Sadachbia Sadaltager Schedar Umbriel Zubenelgenubi',
]

/** Google's, whose names are letters: which are female, where the office speaks the language. The others are male. */
const femaleLetters: Record<string, string> = {
  'de-DE': 'ACFG',
  'en-AU': 'ACF',
  'en-GB': 'ACFGN',
  'en-IN': 'ADE',
  // 8x8 lists en-US-Standard-A as a woman's.
  'en-US': 'ACEFGHO',
  'es-ES': 'ACDFH',
  'es-US': 'A',
  'fr-CA': 'AC',
  'fr-FR': 'ACEF',
  'nl-BE': 'A',
  'nl-NL': 'ADEF',
}

export type Gender = 'female' | 'male'

const among = ([female, male]: Names, name: string): Gender | null => {
  const is = (names: string) => names.split(' ').some((each) => each.toLowerCase() === name.toLowerCase())
  return is(female) ? 'female' : is(male) ? 'male' : null
}

/** What a given name says in that language; null for one that no published voice has. */
export const genderOfName = (language: string, name: string): Gender | null => {
  const names = named[otherCodes[language] ?? language]
  return names ? among(names, name) : null
}

/** The same of a star's name. */
export const genderOfStar = (name: string): Gender | null => among(stars, name)

/** What a letter says; null where that is not known. */
export const genderOfLetter = (locale: string, letter: string): Gender | null => {
  const female = femaleLetters[locale]
  if (female === undefined) return null
  return female.includes(letter.slice(0, 1)) ? 'female' : 'male'
}
