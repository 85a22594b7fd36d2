export default { share: {} };
