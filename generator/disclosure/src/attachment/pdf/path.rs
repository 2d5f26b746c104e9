//! Paths, as pages and letters draw them.

use super::object::Object;
use super::{Unclean, say};
use crate::attachment::canvas::{Matrix, Outline, Point};

/// Draws a part of a path, where a map takes it. `false` where there is no such part, or no place that it goes on from.
pub(super) fn draw(
    path: &mut Outline,
    name: &str,
    operands: &[Object],
    map: Matrix,
) -> Result<bool, Unclean> {
    let at = |x: f64, y: f64| map.apply(Point::new(x, y));
    Ok(match name {
        "m" => {
            let [x, y] = numbers(operands)?;
            path.move_to(at(x, y));
            true
        }
        "l" => {
            let [x, y] = numbers(operands)?;
            path.line_to(at(x, y))
        }
        "c" => {
            let [a, b, c, d, x, y] = numbers(operands)?;
            path.curve_to(at(a, b), at(c, d), at(x, y))
        }
        "v" => {
            let [c, d, x, y] = numbers(operands)?;
            let Some(pen) = path.pen() else {
                return Ok(false);
            };
            path.curve_to(pen, at(c, d), at(x, y))
        }
        "y" => {
            let [a, b, x, y] = numbers(operands)?;
            path.curve_to(at(a, b), at(x, y), at(x, y))
        }
        "h" => {
            path.close();
            operands.is_empty()
        }
        "re" => {
            let [x, y, width, height] = numbers(operands)?;
            path.rectangle(x, y, width, height, map);
            true
        }
        _ => false,
    })
}

/// Operands that are so many numbers.
pub(super) fn numbers<const N: usize>(operands: &[Object]) -> Result<[f64; N], Unclean> {
    list(operands)?.try_into().map_err(|_| say::damaged())
}

pub(super) fn list(operands: &[Object]) -> Result<Vec<f64>, Unclean> {
    operands
        .iter()
        .map(|operand| operand.number().ok_or_else(say::damaged))
        .collect()
}
