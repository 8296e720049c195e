// The program whose machine code the branch audit reads: it calls every kernel that handles secrets once, so that the JIT compiles it.
using MobileCoin.ConstantTime.Probe;

if (args is not [string group] || Exercises.Group(group) is not { } exercises)
{
    Console.Error.WriteLine("usage: MobileCoin.ConstantTime.Probe kernels|planted|EXERCISE");
    return 2;
}
foreach ((string name, Action exercise) in exercises)
{
    exercise();
    Console.WriteLine(name);
}
return 0;
