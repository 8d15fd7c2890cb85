"""The one source text of our own elementary functions.

Imported, this file is the Python-float version. `arithmetic` reads its text again for NumPy and
`arithmetic_numba` for Numba, so all three run the same operations in the same order, and their
bits agree. That holds only while the text keeps to this small language:

- float literals, `+ - * /`, comparison, `abs`, unary minus, calls of functions in this file;
- `a if condition else b`, where both sides may be evaluated (no side may fail or warn);
- `for step in range(first, last)` with literal bounds, left early only by `if condition: break`,
  where the remaining steps would change nothing;
- the primitives `sqrt`, `frexp`, `scaled` (times two to a whole power) and `whole`, all exact.

Arguments and results are float64 and have no unit. Nothing here raises, and nothing returns NaN
or infinity for any argument, unless `greater`, `lesser` or `root` is given one.

Largest relative error measured against mpmath: exp 1.5e-16, log 1.5e-16, the normal quantile 6e-16;
power and the Pareto quantile 2e-16 * (1 + abs(log(result))), and for alpha below 0.5 a further
4e-17 / alpha. Poisson: for a mean below 12, every step between two counts lies within 4e-16 of its
true chance; from 12 on, the count is off by one at most, with a probability of 3.5e-4 at a mean
of 12, 4e-5 at 50 and 4e-7 at 1,000.
"""

from math import frexp, sqrt
from math import ldexp as scaled

whole = int

# Adding and then subtracting this rounds to the nearest whole number, ties to even.
ROUNDER = 6755399441055744.0  # 1.5 * 2**52
SMALLEST_NORMAL = 2.2250738585072014e-308
LARGEST = 1.7976931348623157e308
SMALLEST_CHANCE = 1.1102230246251565e-16  # 2**-53; one minus it is the largest double below one


def greater(a: float, b: float) -> float:
    """Return a if a > b, else b (also when either is NaN)."""
    return a if a > b else b


def lesser(a: float, b: float) -> float:
    """Return a if a < b, else b (also when either is NaN)."""
    return a if a < b else b


def root(x: float) -> float:
    """Return the square root of x, and 0 for x below 0 or NaN."""
    return sqrt(x if x > 0.0 else 0.0)


def exp(x: float) -> float:
    """Return e**x for x clamped to [-708, 709]: never infinite, zero or subnormal."""
    x = x if x > -708.0 else -708.0
    x = x if x < 709.0 else 709.0
    k = (x * 1.4426950408889634 + ROUNDER) - ROUNDER
    r = (x - k * 6.93147180369123816490e-01) - k * 1.90821492927058770002e-10
    s = r * r
    low = (0.500000000000001 + r * 0.16666666666666463) + s * (
        0.04166666666653705 + r * 0.008333333333468172
    )
    high = (0.0013888888942018144 + r * 0.00019841269554705566) + s * (
        2.4801494607078894e-05 + r * 2.7557549047198995e-06
    )
    top = 2.7629757367937473e-07 + r * 2.5010532912671424e-08
    fourth = s * s
    curve = low + fourth * (high + fourth * top)
    return scaled(1.0 + (r + s * curve), whole(k))


def log(x: float) -> float:
    """Return the natural logarithm of x clamped to [smallest normal, largest double]."""
    x = x if x > SMALLEST_NORMAL else SMALLEST_NORMAL
    x = x if x < LARGEST else LARGEST
    fraction, exponent = frexp(x)
    low_half = fraction < 0.7071067811865476
    k = exponent - (1.0 if low_half else 0.0)
    f = (fraction + fraction if low_half else fraction) - 1.0
    s = f / (2.0 + f)
    z = s * s
    w = z * z
    even = w * (0.3999999999940941908 + w * (0.2222219843214978396 + w * 0.1531383769920937332))
    odd = z * (
        0.6666666666666735130
        + w * (0.2857142874366239149 + w * (0.1818357216161805012 + w * 0.1479819860511658591))
    )
    half = 0.5 * f * f
    tail = s * (half + (even + odd)) + k * 1.90821492927058770002e-10
    return k * 6.93147180369123816490e-01 - ((half - tail) - f)


def power(x: float, y: float) -> float:
    """Return x**y = exp(y * log(x)) for x > 0, and 0 for every other x (0**0 too).

    The relative error grows with the exponent, as 2e-16 * (1 + abs(y * log(x))).
    """
    y = y if y > -1.0e300 else -1.0e300
    y = y if y < 1.0e300 else 1.0e300
    return exp(y * log(x)) if x > 0.0 else 0.0


def _centre(q: float) -> float:
    r = 0.180625 - q * q
    above = 3.3430575583588128105e4 + r * 2.5090809287301226727e3
    above = 4.5921953931549871457e4 + r * (6.7265770927008700853e4 + r * above)
    above = 1.9715909503065514427e3 + r * (1.3731693765509461125e4 + r * above)
    above = 3.3871328727963666080e0 + r * (1.3314166789178437745e2 + r * above)
    below = 2.8729085735721942674e4 + r * 5.2264952788528545610e3
    below = 2.1213794301586595867e4 + r * (3.9307895800092710610e4 + r * below)
    below = 6.8718700749205790830e2 + r * (5.3941960214247511077e3 + r * below)
    below = 1.0 + r * (4.2313330701600911252e1 + r * below)
    return q * above / below


def _near_tail(r: float) -> float:
    above = 2.27238449892691845833e-2 + r * 7.74545014278341407640e-4
    above = 1.27045825245236838258e0 + r * (2.41780725177450611770e-1 + r * above)
    above = 5.76949722146069140550e0 + r * (3.64784832476320460504e0 + r * above)
    above = 1.42343711074968357734e0 + r * (4.63033784615654529590e0 + r * above)
    below = 5.47593808499534494600e-4 + r * 1.05075007164441684324e-9
    below = 1.48103976427480074590e-1 + r * (1.51986665636164571966e-2 + r * below)
    below = 1.67638483018380384940e0 + r * (6.89767334985100004550e-1 + r * below)
    below = 1.0 + r * (2.05319162663775882187e0 + r * below)
    return above / below


def _far_tail(r: float) -> float:
    above = 2.71155556874348757815e-5 + r * 2.01033439929228813265e-7
    above = 2.65321895265761230930e-2 + r * (1.24266094738807843860e-3 + r * above)
    above = 1.78482653991729133580e0 + r * (2.96560571828504891230e-1 + r * above)
    above = 6.65790464350110377720e0 + r * (5.46378491116411436990e0 + r * above)
    below = 1.42151175831644588870e-7 + r * 2.04426310338993978564e-15
    below = 7.86869131145613259100e-4 + r * (1.84631831751005468180e-5 + r * below)
    below = 1.36929880922735805310e-1 + r * (1.48753612908506148525e-2 + r * below)
    below = 1.0 + r * (5.99832206555887937690e-1 + r * below)
    return above / below


def _tail(u: float, q: float) -> float:
    r = sqrt(-log(u if q < 0.0 else 1.0 - u))
    size = _near_tail(r - 1.6) if r < 5.0 else _far_tail(r - 5.0)
    return -size if q < 0.0 else size


def normal_quantile(u: float) -> float:
    """Return the standard normal deviate below which a share u falls (Wichura 1988, AS241).

    u is clamped to [2**-53, 1 - 2**-53], so the result lies within 8.21 of 0, and the quantile of
    1 - u is exactly minus the quantile of u wherever 1 - u is exact.
    """
    u = u if u > SMALLEST_CHANCE else SMALLEST_CHANCE
    u = u if u < 1.0 - SMALLEST_CHANCE else 1.0 - SMALLEST_CHANCE
    q = u - 0.5
    return _centre(q) if abs(q) <= 0.425 else _tail(u, q)


def _few(u: float, mean: float) -> float:
    term = exp(-mean)
    total = term
    count = 0.0
    for step in range(1, 49):
        if u <= total:
            break
        count = count + (1.0 if u > total else 0.0)
        term = term * (mean * (1.0 / step))
        total = total + term
    return count


def _many(u: float, mean: float) -> float:
    z = normal_quantile(u)
    s = z * z
    deviation = sqrt(mean)
    first = deviation * z + (s * 0.16666666666666666 - 0.16666666666666666)
    second = z * (-0.027777777777777776 - s * 0.013888888888888888) / deviation
    third = (s * (0.008641975308641974 + s * 0.003703703703703704) - 0.019753086419753086) / mean
    count = ((mean + (first + (second + third))) + ROUNDER) - ROUNDER
    return count if count > 0.0 else 0.0


def poisson_quantile(u: float, mean: float) -> float:
    """Return the number of events, at chance u, when mean are expected (mean in [0, 1e15]).

    Below a mean of 12 the distribution is summed term by term, up to 48 events. From 12 on, a
    Cornish-Fisher expansion to the order of 1/mean is rounded to a whole number.
    """
    u = u if u > SMALLEST_CHANCE else SMALLEST_CHANCE
    u = u if u < 1.0 - SMALLEST_CHANCE else 1.0 - SMALLEST_CHANCE
    mean = mean if mean > 0.0 else 0.0
    mean = mean if mean < 1.0e15 else 1.0e15
    return (
        _few(u, mean if mean < 12.0 else 12.0)
        if mean < 12.0
        else _many(u, mean if mean > 12.0 else 12.0)
    )


def pareto_quantile(u: float, alpha: float, cap: float) -> float:
    """Return the u-quantile of a Pareto law with tail exponent alpha, bounded to [1, cap].

    u is clamped to [2**-53, 1 - 2**-53], alpha to [0.001, 1000] and cap to [1, 1e300].
    """
    u = u if u > SMALLEST_CHANCE else SMALLEST_CHANCE
    u = u if u < 1.0 - SMALLEST_CHANCE else 1.0 - SMALLEST_CHANCE
    alpha = alpha if alpha > 0.001 else 0.001
    alpha = alpha if alpha < 1000.0 else 1000.0
    cap = cap if cap > 1.0 else 1.0
    cap = cap if cap < 1.0e300 else 1.0e300
    survival = (1.0 - u) + u * exp(-(alpha * log(cap)))
    size = exp(-(log(survival) / alpha))
    size = size if size > 1.0 else 1.0
    return size if size < cap else cap
