export const SHOP_CSS = "body{font-family:sans-serif}img{max-width:300px}";
