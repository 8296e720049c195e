namespace MobileCoin.Hosting;

/// <summary>What flags must be given together or apart; the result says what is wrong, or is null.</summary>
/// <param name="Check">Gets the names of the flags that were given.</param>
/// <param name="Description">One line for help.</param>
public sealed record FlagRule(string Description, Func<Func<string, bool>, string?> Check)
{
    /// <summary>One of several flags, and no more, is given.</summary>
    public static FlagRule ExactlyOneOf(params string[] names)
    {
        string all = string.Join(", ", names.Select(n => "--" + n));
        return new($"exactly one of {all}", isGiven => names.Count(isGiven) switch
        {
            0 => $"one of {all} is missing",
            1 => null,
            _ => $"{string.Join(" and ", names.Where(isGiven).Select(n => "--" + n))} exclude each other",
        });
    }
}
