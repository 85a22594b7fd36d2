//! What can happen to a customer of the furniture retailer, where, and how it is called in English and Russian.

/// The language activities, segments and regions are named in. Comments are in both languages either way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    #[default]
    English,
    Russian,
}

macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($variant:ident: $en:literal, $ru:literal;)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum $name { $($variant,)* }

        impl $name {
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            pub fn name(self, language: Language) -> &'static str {
                match (self, language) {
                    $(($name::$variant, Language::English) => $en,
                      ($name::$variant, Language::Russian) => $ru,)*
                }
            }
        }
    };
}

named! {
    /// One kind of event. The order is the planted order of the map; the last two belong to no stage.
    Activity {
        SawAd: "Saw an ad", "Увидел рекламу";
        OpenedNewsletter: "Opened newsletter", "Открыл рассылку";
        ReadArticle: "Read an article", "Прочитал статью";
        OpenedCatalogue: "Opened catalogue", "Открыл каталог";
        ViewedProduct: "Viewed product", "Посмотрел товар";
        VisitedStore: "Visited store", "Зашёл в магазин";
        AskedConsultant: "Asked a consultant", "Спросил консультанта";
        AddedToCart: "Added to cart", "Добавил в корзину";
        SawDeliveryCost: "Saw delivery cost", "Узнал стоимость доставки";
        PlacedOrder: "Placed order", "Оформил заказ";
        Paid: "Paid", "Оплатил";
        DeliveryScheduled: "Delivery scheduled", "Доставка назначена";
        DeliveryDelayed: "Delivery delayed", "Доставка перенесена";
        PickedUp: "Picked up order", "Забрал заказ сам";
        Delivered: "Delivered", "Доставлено";
        AssemblyBooked: "Assembly booked", "Сборка назначена";
        AssemblyDelayed: "Assembly delayed", "Сборка перенесена";
        Assembled: "Assembled", "Мебель собрана";
        CalledSupport: "Called support", "Позвонил в поддержку";
        WroteToSupport: "Wrote to support", "Написал в поддержку";
        ProblemSolved: "Problem solved", "Вопрос решён";
        LeftReview: "Left review", "Оставил отзыв";
        JoinedClub: "Joined the club", "Вступил в клуб";
        Recommended: "Recommended to a friend", "Порекомендовал друзьям";
        BoughtAgain: "Bought again", "Купил снова";
        ChangedPassword: "Changed password", "Сменил пароль";
        UpdatedAddress: "Updated address", "Изменил адрес";
    }
}

named! {
    Stage {
        Discover: "Discover", "Знакомство";
        Choose: "Choose", "Выбор";
        Order: "Order", "Заказ";
        Delivery: "Delivery", "Доставка";
        Assembly: "Assembly", "Сборка";
        Support: "Use & support", "Использование и поддержка";
        Loyalty: "Loyalty", "Лояльность";
    }
}

named! {
    Segment {
        YoungFamily: "Young family", "Молодая семья";
        StoreLover: "Store lover", "Любитель магазинов";
        BusinessBuyer: "Business buyer", "Бизнес-покупатель";
        Student: "Student", "Студент";
    }
}

named! {
    Region {
        Moscow: "Moscow", "Москва";
        Petersburg: "Saint Petersburg", "Санкт-Петербург";
        Kazan: "Kazan", "Казань";
        Yekaterinburg: "Yekaterinburg", "Екатеринбург";
        Novosibirsk: "Novosibirsk", "Новосибирск";
    }
}

named! {
    /// Codes a mapping recognises: not translated.
    Channel {
        Web: "web", "web";
        App: "app", "app";
        Store: "store", "store";
        CallCentre: "call_centre", "call_centre";
        Email: "email", "email";
        Delivery: "delivery", "delivery";
        Messenger: "messenger", "messenger";
        Social: "social", "social";
    }
}

/// What was shown: content of ads, letters and articles.
pub const CONTENTS: &[&str] = &[
    "sofa_autumn_video",
    "kitchen_banner",
    "children_room_carousel",
    "wardrobe_search_ad",
    "weekly_offers_letter",
    "new_collection_letter",
    "small_flat_ideas_article",
    "choosing_a_mattress_article",
];

pub const CAMPAIGNS: &[&str] = &[
    "autumn_sofas",
    "back_to_school",
    "new_year_sale",
    "spring_kitchens",
    "always_on",
];

impl Activity {
    /// The planted stage; `None` for what happens beside the journey.
    pub fn stage(self) -> Option<Stage> {
        use Activity::*;
        Some(match self {
            SawAd | OpenedNewsletter | ReadArticle => Stage::Discover,
            OpenedCatalogue | ViewedProduct | VisitedStore | AskedConsultant => Stage::Choose,
            AddedToCart | SawDeliveryCost | PlacedOrder | Paid => Stage::Order,
            DeliveryScheduled | DeliveryDelayed | PickedUp | Delivered => Stage::Delivery,
            AssemblyBooked | AssemblyDelayed | Assembled => Stage::Assembly,
            CalledSupport | WroteToSupport | ProblemSolved => Stage::Support,
            LeftReview | JoinedClub | Recommended | BoughtAgain => Stage::Loyalty,
            ChangedPassword | UpdatedAddress => return None,
        })
    }
}

impl Region {
    /// Hours ahead of UTC, all year.
    pub fn hours_ahead_of_utc(self) -> i64 {
        match self {
            Region::Moscow | Region::Petersburg | Region::Kazan => 3,
            Region::Yekaterinburg => 5,
            Region::Novosibirsk => 7,
        }
    }
}
