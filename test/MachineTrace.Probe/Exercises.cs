namespace MobileCoin.MachineTrace.Probe;

/// <summary>
/// What is traced, by name. An exercise is prepared for a variant of the secret, with everything that is public fixed, and then run. All that
/// it does when prepared is outside the trace; all that it does when run must not depend on the variant.
/// </summary>
internal static class Exercises
{
    public static readonly Dictionary<string, Func<int, Action>> All = new(
        [.. CurveExercises.All, .. CryptoExercises.All, .. RoutingExercises.All, .. MapExercises.All, .. FogExercises.All, .. Planted.All], StringComparer.Ordinal);
}
