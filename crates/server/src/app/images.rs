//! Pictures on maps: read within limits and written anew before anybody sees them.

use crate::app::{AppError, Author, ErrorCode, Fault, Workspace};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::{Deserialize, Serialize};
use tropa_catalog::MapId;
use tropa_map::change::{Change, Record};
use tropa_map::document::Image;
use utoipa::ToSchema;
use uuid::Uuid;

/// A picture that was put on a map.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AddedImage {
    pub image: ImageView,
    pub revision: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ImageView {
    /// To be set as the image of a card, persona or brand.
    pub id: String,
    pub media_type: String,
    pub width: u32,
    pub height: u32,
}

impl Workspace {
    /// Puts a picture (PNG, JPEG or SVG) on the map, made at most 1,600 pixels wide and high.
    pub fn add_image(&self, id: &MapId, bytes: &[u8], by: &Author) -> Result<AddedImage, AppError> {
        let picture = tropa_render::made_safe(bytes).map_err(|why| {
            Fault::new(
                ErrorCode::BadFile,
                format!("the picture cannot be shown: {}", why.get("en")),
                format!("картинку не показать: {}", why.get("ru")),
            )
        })?;
        let image = Image {
            id: format!("img-{}", Uuid::now_v7().simple()),
            media_type: picture.kind.media_type().to_owned(),
            bytes: BASE64_STANDARD.encode(&picture.bytes),
            ..Image::default()
        };
        let view = ImageView {
            id: image.id.clone(),
            media_type: image.media_type.clone(),
            width: picture.width,
            height: picture.height,
        };
        let edited = self.edit_map(id, by, "image", |map| {
            let change = Change::add(Record::Image(Box::new(image.clone())), None);
            crate::app::edit::apply_all(map, std::slice::from_ref(&change))
        })?;
        Ok(AddedImage {
            image: view,
            revision: edited.revision,
        })
    }

    /// Media type and bytes of a picture of the map, always PNG or JPEG written here.
    pub fn image(&self, id: &MapId, image_id: &str) -> Result<(&'static str, Vec<u8>), AppError> {
        let map = self.map(id)?.map;
        let missing = || {
            Fault::new(
                ErrorCode::NotFound,
                "there is no such picture on this map",
                "такой картинки на карте нет",
            )
        };
        let image = map
            .images
            .iter()
            .find(|image| image.id == image_id)
            .ok_or_else(missing)?;
        let picture = tropa_render::picture(&image.bytes).ok_or_else(missing)?;
        Ok((picture.kind.media_type(), picture.bytes.to_vec()))
    }
}
