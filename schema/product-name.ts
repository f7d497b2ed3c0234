/** The product's own name, worn where nobody chose another. */
export const PRODUCT_NAME = "Trellis";
